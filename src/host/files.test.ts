import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import {
  errnoName,
  kindOf,
  listDirectory,
  readBytes,
  readGiven,
  readTextIfThere,
  realPath,
  statIfThere,
} from './files.ts';

t.test('a regular file is read whole, also empty, also at the limit', (t) => {
  const directory = t.testdir({ empty: '', text: 'abc' });
  t.equal(readBytes(`${directory}/empty`, 0).length, 0);
  t.equal(new TextDecoder().decode(readBytes(`${directory}/text`, 3)), 'abc');
  const large = new Uint8Array(1_000_000).map((_, index) => index);
  writeFileSync(`${directory}/large`, large);
  t.ok(Buffer.from(large).equals(readBytes(`${directory}/large`, 1_000_000)));
  t.end();
});

t.test('a file of procfs, which says that it is empty, is read to its end', (t) => {
  t.match(new TextDecoder().decode(readBytes('/proc/self/status', 1 << 20)), /^Name:.*\n.*Pid:/s);
  t.throws(() => readBytes('/proc/self/status', 10), { code: 'EFBIG' });
  t.end();
});

t.test('what is no regular file is refused and neither hangs nor feeds us for ever', (t) => {
  const directory = t.testdir({ below: {} });
  spawnSync('mkfifo', [`${directory}/fifo`]);
  symlinkSync('/dev/zero', `${directory}/zero`);
  for (const path of [`${directory}/fifo`, `${directory}/zero`, directory, '/dev/null']) {
    t.throws(() => readBytes(path, 100), { code: 'EINVAL' }, path);
  }
  t.throws(() => readBytes(`${directory}/none`, 100), { code: 'ENOENT' });
  t.end();
});

t.test('a file beyond the limit is refused before a byte of it is read', (t) => {
  const path = `${t.testdir()}/sparse`;
  writeFileSync(path, '');
  truncateSync(path, 2 ** 40);
  t.throws(() => readBytes(path, 64 << 20), { code: 'EFBIG' });
  t.end();
});

t.test('a socket is refused', async (t) => {
  // The address of a socket has room for 107 bytes only.
  const directory = mkdtempSync(join(tmpdir(), 'pelagos-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.throws(() => readBytes(path, 10), { code: 'ENXIO' });
  server.close();
});

t.test('no descriptor stays open, whatever the file', (t) => {
  const directory = t.testdir({ text: 'abc' });
  const open = () => listDirectory('/proc/self/fd')?.length;
  const before = open();
  for (let i = 0; i < 50; i++) {
    readBytes(`${directory}/text`, 10);
    t.throws(() => readBytes(`${directory}/text`, 1));
    t.throws(() => readBytes(directory, 1));
  }
  t.equal(open(), before);
  t.end();
});

t.test('what is absent or out of reach is no error for those who only look', (t) => {
  const directory = t.testdir({ file: 'x', below: { a: '', b: '' } });
  symlinkSync('loop', `${directory}/loop`);
  symlinkSync('file', `${directory}/link`);
  const long = `${directory}/${'x'.repeat(300)}`;
  for (const path of [`${directory}/none`, `${directory}/file/below`, `${directory}/loop`, long]) {
    t.equal(readTextIfThere(path), undefined);
    t.equal(kindOf(path), 'missing', path.slice(-10));
    t.equal(statIfThere(path), undefined);
    t.equal(realPath(path), undefined);
    t.equal(listDirectory(path), undefined);
  }
  t.equal(kindOf(directory), 'directory');
  t.equal(kindOf(`${directory}/link`), 'file');
  t.equal(kindOf('/dev/null'), 'other');
  t.equal(realPath(`${directory}/link`), `${directory}/file`);
  t.same(listDirectory(`${directory}/below`), ['a', 'b']);
  t.equal(readTextIfThere(`${directory}/link`), 'x');
  t.end();
});

t.test('what a caller names by a descriptor is one of the caller, not of ours', (t) => {
  const directory = t.testdir({ file: 'abc' });
  t.equal(new TextDecoder().decode(readGiven(`${directory}/file`, 3)), 'abc');
  for (const path of ['/dev/fd/4095', '/proc/self/fd/4095']) {
    t.throws(() => readGiven(path, 100), { path: /^.proc.[0-9]+.fd.4095$/, code: 'ENOENT' });
  }
  t.end();
});

t.test('only failures of the system have a name; a fault of our own is thrown on', (t) => {
  t.equal(errnoName(Object.assign(new Error(), { code: 'EACCES' })), 'EACCES');
  const fault = new TypeError('ours');
  t.throws(() => errnoName(fault), fault);
  t.throws(() => errnoName(Object.assign(new Error('ours'), { code: 7 })), { message: 'ours' });
  t.end();
});
