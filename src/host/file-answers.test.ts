import { statSync } from 'node:fs';
import { constants } from 'node:os';
import t from 'tap';
import { askedFiles } from './asked-files.ts';
import { answerAbout } from './file-answers.ts';
import { ownFiles } from './own-files.ts';

t.test('what is answered about files is what they are', (t) => {
  const directory = t.testdir({
    text: 'abc',
    folder: { a: '', b: '' },
    link: t.fixture('symlink', 'text'),
  });
  const files = askedFiles(
    (questions) => questions.map((question) => answerAbout(ownFiles, question)),
    new Map(),
  );
  const at = (name: string): string => `${directory}/${name}`;
  t.same([...files.read(at('text'), 10)], [...Buffer.from('abc')]);
  t.match(files.stat(at('folder')), { kind: 'directory', ino: statSync(at('folder')).ino });
  t.equal(files.stat(at('none')), undefined);
  t.same([...files.list(at('folder'))].sort(), ['a', 'b']);
  t.equal(files.linkTarget(at('link')), 'text');
  t.equal(files.realPath(at('link')), ownFiles.realPath(at('text')));
  t.equal(files.fileSystem(at('.')), ownFiles.fileSystem(at('.')));
  t.equal(files.mayWrite(at('text')), undefined);
  t.throws(() => files.read(at('none'), 10), { code: 'ENOENT' });
  t.end();
});

t.test('a failure is answered by its number', (t) => {
  const { errno, bytes } = answerAbout(ownFiles, ['read', '/proc']);
  t.same({ errno, bytes: [...bytes] }, { errno: constants.errno.EINVAL, bytes: [] });
  t.end();
});
