import t from 'tap';
import { contextOf } from '../testing.ts';
import { args } from './args.ts';

const given = (list: string[], env: string[] = []) =>
  contextOf({ spec: { process: { cwd: '/', args: list, env } } });

t.test('args must have at least one entry, and its first names a program', (t) => {
  t.match(args.check?.(given([])), [{ pointer: '/process/args' }]);
  t.match(args.check?.(contextOf({ spec: { process: { cwd: '/' } } })), [
    { pointer: '/process/args' },
  ]);
  t.match(args.check?.(given([''])), [{ pointer: '/process/args/0' }]);
  t.match(args.check?.(given(['a', 'b\0'])), [{ pointer: '/process/args/1' }]);
  t.same(args.check?.(given(['a', ''])), []);
  t.end();
});

t.test('a container without process has no program to look for', (t) => {
  t.same(args.check?.(contextOf()), []);
  t.same(args.compile?.(contextOf()), []);
  t.end();
});

t.test('a program without a slash is looked for along PATH of the container', (t) => {
  t.match(args.compile?.(given(['sh'], ['PATH=/opt:/bin'])), [
    {
      phase: 'executable',
      op: {
        op: 'resolveExecutable',
        file: 'sh',
        path: '/opt:/bin',
        onErrno: [
          { text: 'exec: "sh": executable file not found in $PATH' },
          { text: 'exec: "sh": permission denied' },
          { text: /permission denied/ },
        ],
      },
    },
  ]);
  t.match(args.compile?.(given(['sh'])), [{ op: { path: '/bin:/usr/bin' } }]);
  t.end();
});

t.test('a missing path is told in the words that clients match, and not as a permission', (t) => {
  t.match(args.compile?.(given(['/x'])), [
    { op: { onErrno: [{ text: 'exec: "/x": stat /x: no such file or directory' }, {}, {}] } },
  ]);
  t.end();
});
