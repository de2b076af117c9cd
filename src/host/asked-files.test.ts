import { constants } from 'node:os';
import t from 'tap';
import { type Ask, askedFiles } from './asked-files.ts';
import { kindOf, mayWrite, readTextIfThere } from './files.ts';
import { ownFiles } from './own-files.ts';
import { ownProcess } from './own-process.ts';
import type { Question } from './seen.ts';
import { seeThrough } from './view.ts';
import { type Answer, encodeQuestions, PayloadReader } from './warm-channel.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const said = (bytes: Uint8Array): Answer => ({ errno: 0, bytes });
const failed = (name: keyof typeof constants.errno): Answer => ({
  errno: constants.errno[name],
  bytes: new Uint8Array(),
});

/** Files by what is asked about them, and what was asked, one entry for each time. */
function asking(answers: Readonly<Record<string, Answer>>) {
  const asked: (readonly Question[])[] = [];
  const ask: Ask = (questions) => {
    asked.push(questions);
    return questions.map(([about, path]) => answers[`${about} ${path}`] ?? failed('ENOENT'));
  };
  return { files: askedFiles(ask, new Map()), asked };
}

function status(mode: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(16));
  bytes.setUint32(0, mode, true);
  bytes.setUint32(4, 1000, true);
  bytes.setBigUint64(8, 7n, true);
  return new Uint8Array(bytes.buffer);
}

t.test('what an executor answers is what a planner sees', (t) => {
  const { files } = asking({
    'read /f': said(text('abc')),
    'stat /f': said(status(0o100644)),
    'stat /d': said(status(0o040755)),
    'stat /s': said(status(0o140600)),
    'list /d': said(text('a\0b\0')),
    'list /empty': said(new Uint8Array()),
    'realPath /l': said(text('/f')),
    'linkTarget /l': said(text('f')),
    'fileSystem /d': said(new Uint8Array([1, 2, 0, 0])),
    'mayWrite /d': said(new Uint8Array()),
    'read /secret': failed('EACCES'),
  });
  t.same(files.read('/f', 3), text('abc'));
  t.throws(() => files.read('/f', 2), { code: 'EFBIG' });
  t.throws(() => files.read('/secret', 2), { code: 'EACCES' });
  t.throws(() => files.read('/none', 2), { code: 'ENOENT' });
  t.same(files.stat('/f'), { kind: 'file', mode: 0o100644, uid: 1000, ino: 7 });
  t.match([files.stat('/d'), files.stat('/s')], [{ kind: 'directory' }, { kind: 'other' }]);
  t.equal(files.stat('/none'), undefined);
  t.same([files.list('/d'), files.list('/empty')], [['a', 'b'], []]);
  t.same([files.realPath('/l'), files.linkTarget('/l')], ['/f', 'f']);
  t.equal(files.fileSystem('/d'), 513);
  t.throws(() => files.mayWrite('/f'), { code: 'ENOENT' });
  t.end();
});

t.test('what is anticipated is asked in one go, and nothing twice', (t) => {
  const { files, asked } = asking({ 'read /a': said(text('a')) });
  files.anticipate(() => [
    ['read', '/a'],
    ['stat', '/b'],
    ['stat', '/nul\0'],
  ]);
  files.anticipate(() => [['stat', '/b']]);
  files.read('/a', 10);
  files.stat('/b');
  t.same(asked, [
    [
      ['read', '/a'],
      ['stat', '/b'],
    ],
  ]);
  t.end();
});

t.test('what can be read only once, or only beside the caller, is declined', (t) => {
  const { files, asked } = asking({});
  t.throws(() => files.readDescriptor(3, 10), { message: /not read from afar/ });
  t.throws(() => files.readStandardInput(10), { message: /not read from afar/ });
  t.same(asked, []);
  t.end();
});

t.test('a missing answer is no errno that somebody might tolerate', (t) => {
  const files = askedFiles(() => [], new Map());
  seeThrough({ files, process: ownProcess });
  t.teardown(() => seeThrough({ files: ownFiles, process: ownProcess }));
  t.throws(() => readTextIfThere('/f'), { message: 'no answer about /f' });
  t.throws(() => kindOf('/f'), { message: 'no answer about /f' });
  t.throws(() => mayWrite('/f'), { message: 'no answer about /f' });
  t.equal(readTextIfThere('/f\0'), undefined, 'but a path with a NUL is none');
  t.end();
});

t.test('a payload that is cut off, or no UTF-8, is refused', (t) => {
  const payload = encodeQuestions([['read', '/f']]);
  const reader = new PayloadReader(payload);
  t.equal(reader.u32(), 1);
  t.equal(reader.u32(), 1);
  t.equal(reader.text(), '/f\0');
  t.throws(() => reader.u32(), { name: 'RangeError' });
  t.throws(() => new PayloadReader(new Uint8Array([9, 0, 0, 0, 1])).text(), { name: 'RangeError' });
  t.throws(() => new PayloadReader(new Uint8Array([1, 0, 0, 0, 0xff])).text(), {
    name: 'TypeError',
  });
  t.end();
});
