import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { background } from '../support/background.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { nativeProgram } from '../support/native-program.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o7777;
const said = (op: Op, ...more: readonly Op[]): string => executePlan([op, ...more]).stderr;
const missing = (what: string): string => `cannot ${what}: No such file or directory\n`;

t.test('makeDirectory', (t) => {
  const make = (path: string, exclusive = false): Op => ({
    op: 'makeDirectory',
    ...words('make'),
    path,
    mode: 0o770,
    exclusive,
  });

  t.test('makes the directory and its parents with exactly the mode', (t) => {
    const directory = t.testdir();
    t.equal(said(make(join(directory, 'a/b//c'))), '');
    for (const path of ['a', 'a/b', 'a/b/c']) t.equal(modeOf(join(directory, path)), 0o770);
    t.equal(said(make(join(directory, 'a/b'))), '');
    t.end();
  });

  t.test('claims a name when exclusive', (t) => {
    const directory = t.testdir();
    t.equal(said(make(join(directory, 'id'), true)), '');
    t.equal(said(make(join(directory, 'id'), true)), 'cannot make: File exists\n');
    t.equal(said(make(join(directory, 'none/id'), true)), missing('make'));
    t.end();
  });

  t.test('takes no file for a directory', (t) => {
    const file = join(t.testdir({ file: '' }), 'file');
    t.equal(said(make(file)), 'cannot make: Not a directory\n');
    t.equal(said(make(join(file, 'below'))), 'cannot make: Not a directory\n');
    t.end();
  });
  t.end();
});

t.test('writeFile', (t) => {
  const write = (path: string, content: string): Op => ({
    op: 'writeFile',
    ...words('write'),
    path,
    temporary: `${path}.new`,
    content,
    mode: 0o640,
  });

  t.test('replaces the file and leaves no other behind', (t) => {
    const directory = t.testdir({ file: 'old', 'file.new': 'leftover' });
    const content = 'c'.repeat(100_000);
    t.equal(said(write(join(directory, 'file'), content)), '');
    t.equal(readFileSync(join(directory, 'file'), 'utf8'), content);
    t.equal(modeOf(join(directory, 'file')), 0o640);
    t.same(readdirSync(directory), ['file']);
    t.end();
  });

  t.test('does not write through a link at either name', (t) => {
    const directory = t.testdir({ canary: 'canary' });
    for (const name of ['file', 'file.new']) symlinkSync('canary', join(directory, name));
    t.equal(said(write(join(directory, 'file'), 'new')), '');
    t.equal(readFileSync(join(directory, 'canary'), 'utf8'), 'canary');
    t.ok(lstatSync(join(directory, 'file')).isFile());
    t.end();
  });

  t.test('that fails leaves no temporary file', (t) => {
    const directory = t.testdir();
    mkdirSync(join(directory, 'file'));
    t.match(said(write(join(directory, 'file'), 'x')), /^cannot write: Is a directory/);
    t.same(readdirSync(directory), ['file']);
    t.end();
  });
  t.end();
});

t.test('createFile makes a file that was not there, with exactly its mode', (t) => {
  const directory = t.testdir({ canary: 'canary' });
  const create = (name: string): Op => {
    const path = join(directory, name);
    return { op: 'createFile', ...words('create'), path, content: ['a ', 0], mode: 0o666 };
  };
  symlinkSync('nowhere', join(directory, 'link'));
  t.equal(said(create('file')), '');
  t.equal(readFileSync(join(directory, 'file'), 'utf8'), 'a -1');
  t.equal(modeOf(join(directory, 'file')), 0o666);
  for (const name of ['file', 'canary', 'link']) {
    t.equal(said(create(name)), 'cannot create: File exists\n');
  }
  t.equal(readFileSync(join(directory, 'canary'), 'utf8'), 'canary');
  t.end();
});

t.test('appendFile adds to a file that is there, and through no link', (t) => {
  const directory = t.testdir({ file: 'first\n', canary: '' });
  symlinkSync('canary', join(directory, 'link'));
  const append = (name: string): Op => {
    const path = join(directory, name);
    return { op: 'appendFile', ...words('append'), path, content: [0, '\n'] };
  };
  t.equal(said(append('file')), '');
  t.equal(readFileSync(join(directory, 'file'), 'utf8'), 'first\n-1\n');
  t.equal(said(append('none')), missing('append'));
  t.match(said(append('link')), /^cannot append: (Too many|Symbolic)/);
  t.end();
});

t.test('writeKernelFile writes to an existing file only, and through no link', (t) => {
  const directory = t.testdir({ file: '', canary: '' });
  symlinkSync('canary', join(directory, 'link'));
  const write = (path: string): Op => ({
    op: 'writeKernelFile',
    ...words('write'),
    path: [path],
    data: ['value ', 0],
  });
  t.equal(said(write(join(directory, 'file'))), '');
  t.equal(readFileSync(join(directory, 'file'), 'utf8'), 'value -1');
  t.equal(said(write(join(directory, 'none'))), missing('write'));
  t.match(said(write(join(directory, 'link'))), /^cannot write: (Too many|Symbolic)/);
  t.end();
});

t.test('removeDirectory', (t) => {
  const remove = (path: string): Op => ({ op: 'removeDirectory', ...words('remove'), path });

  t.test('removes all below it and follows no link', (t) => {
    const directory = t.testdir({ canary: { file: '' }, gone: { a: { b: { c: '' } }, d: '' } });
    symlinkSync('../canary', join(directory, 'gone/link'));
    symlinkSync('../../canary', join(directory, 'gone/a/link'));
    for (let i = 0; i < 300; i++) writeFileSync(join(directory, 'gone', `${i}`), '');
    t.equal(said(remove(join(directory, 'gone'))), '');
    t.notOk(existsSync(join(directory, 'gone')));
    t.ok(existsSync(join(directory, 'canary/file')));
    t.end();
  });

  t.test('removes no link to a directory, and no absent directory', (t) => {
    const directory = t.testdir({ canary: { file: '' } });
    symlinkSync('canary', join(directory, 'link'));
    t.not(said(remove(join(directory, 'link'))), '');
    t.ok(existsSync(join(directory, 'canary/file')));
    t.equal(said(remove(join(directory, 'none'))), missing('remove'));
    t.end();
  });

  t.test('stops at a mount', (t) => {
    const directory = t.testdir({ gone: { mount: {} }, canary: { file: '' } });
    // In a mount namespace of its own, so that no mount can stay behind.
    const script = `mount --bind ${directory}/canary ${directory}/gone/mount && exec "$@"`;
    const outcome = executePlan([remove(join(directory, 'gone'))], {
      wrapper: ['/usr/bin/unshare', '-m', '/bin/sh', '-c', script, 'sh'],
    });
    t.match(outcome.stderr, /^cannot remove: .*: "mount" is a mount\n$/);
    t.ok(existsSync(join(directory, 'canary/file')));
    t.end();
  });
  t.end();
});

t.test('openDevice takes only the device with the numbers', (t) => {
  const open = (path: string, minor: number): Op => ({
    op: 'openDevice',
    ...words('open'),
    path,
    major: 1,
    minor,
    out: 0,
  });
  t.equal(said(open('/dev/null', 3)), '');
  t.match(said(open('/dev/zero', 3)), /it is not the character device 1:3/);
  t.match(said(open('/etc/passwd', 0)), /it is not the character device 1:0/);
  t.end();
});

t.test('close forgets the descriptor', (t) => {
  const open: Op = { op: 'openFile', ...words(), path: '/', flags: 0, out: 0 };
  const close: Op = { op: 'close', ...words('close'), slot: 0 };
  t.equal(said(open, close), '');
  t.equal(said(open, close, close), 'cannot close: Bad file descriptor\n');
  t.equal(said({ ...close, slot: NONE } as Op), 'cannot close: Bad file descriptor\n');
  t.end();
});

t.test('makeFifo makes a FIFO that can be opened at once, with exactly the mode', (t) => {
  const path = join(t.testdir(), 'fifo');
  const make: Op = { op: 'makeFifo', ...words('make'), path, mode: 0o622, out: 0 };
  t.equal(said(make), '');
  t.ok(lstatSync(path).isFIFO());
  t.equal(modeOf(path), 0o622);
  t.equal(said(make), 'cannot make: File exists\n');
  t.end();
});

t.test('A descriptor is sent', (t) => {
  /** Sends the null device to a socket in the directory: what the receiver prints. */
  function send(directory: string, payload: string): [string, string] {
    const output = join(directory, 'output');
    const script = `cd "$1" && exec "$0" socket`;
    const argv = ['/bin/sh', '-c', script, nativeProgram('receive-fds'), directory];
    const receiver = background(argv, output);
    try {
      const path = join(directory, 'socket');
      // The socket is there before anybody listens at it.
      receiver.says('listening\n');
      const stderr = said(
        { op: 'openFile', ...words(), path: '/dev/null', flags: 0, out: 0 },
        { op: 'connectSocket', ...words('connect'), path, datagrams: false, out: 1 },
        { op: 'sendFd', ...words('send'), socket: 1, fd: 0, payload: [payload] },
      );
      if (stderr === '') t.ok(receiver.ended());
      return [stderr, readFileSync(output, 'utf8')];
    } finally {
      receiver.stop();
    }
  }

  t.test('with its payload', (t) => {
    const [stderr, output] = send(t.testdir(), 'standard');
    t.equal(stderr, '');
    t.match(output, /fds=1 bytes=8 .*\nstandard/);
    t.end();
  });

  t.test('to a path of any length', (t) => {
    const directory = join(t.testdir(), 'd'.repeat(200));
    mkdirSync(directory);
    t.match(send(directory, 'x')[1], /fds=1 bytes=1 /);
    t.end();
  });

  t.test('never without a payload', (t) => {
    t.equal(send(t.testdir(), '')[0], 'cannot send: Invalid argument\n');
    t.end();
  });

  t.test('to nobody is refused', (t) => {
    const path = join(t.testdir({ file: '' }), 'file');
    const connect: Op = {
      op: 'connectSocket',
      ...words('connect'),
      path,
      datagrams: false,
      out: 1,
    };
    t.equal(said(connect), 'cannot connect: Connection refused\n');
    t.end();
  });
  t.end();
});
