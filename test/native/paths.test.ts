import {
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, slots, withFolder } from '../support/in-child.ts';

const { root: rootSlot } = slots;
const S_IFCHR = 0o020000;
const S_IFIFO = 0o010000;

const ownerOf = (path: string): string => {
  const { mode, uid, gid } = lstatSync(path);
  return `${(mode & 0o7777).toString(8)} ${uid}:${gid}`;
};

t.test('ensureDirectory', async (t) => {
  const step = (path: string): Op => ({
    op: 'ensureDirectory',
    ...words(),
    root: rootSlot,
    path,
    mode: 0o1751,
    uid: 7,
    gid: 8,
  });

  await withFolder(t, 'makes what is missing with mode and owner', (t, _folder, root) => {
    mkdirSync(join(root, 'there'));
    t.equal(inChild([step('/there/a/b')], { root }).stderr, '');
    t.equal(ownerOf(join(root, 'there')), '755 0:0');
    t.equal(ownerOf(join(root, 'there/a')), '1751 7:8');
    t.equal(ownerOf(join(root, 'there/a/b')), '1751 7:8');
  });

  await withFolder(t, 'makes nothing outside of the root', (t, folder, root) => {
    mkdirSync(join(folder, 'canary'));
    symlinkSync('../../../../../../../../', join(root, 'up'));
    symlinkSync(join(folder, 'canary'), join(root, 'out'));
    t.equal(inChild([step('/up/made'), step('/out/made')], { root }).stderr, '');
    t.notOk(existsSync('/made'));
    t.notOk(existsSync(join(folder, 'canary/made')));
    t.ok(existsSync(join(root, 'made')));
    t.ok(existsSync(join(root, folder, 'canary/made')));
  });

  await withFolder(t, 'fails where a file is in the way', (t, _folder, root) => {
    writeFileSync(join(root, 'file'), '');
    t.match(inChild([step('/file/x')], { root }).stderr, /Not a directory/);
  });

  await withFolder(t, 'takes no .. below what it has made', (t, _folder, root) => {
    t.match(inChild([step('/missing/../x')], { root }).stderr, /No such file or directory/);
  });
});

t.test('makeNode', async (t) => {
  const step = (path: string, more: Partial<OpOf<'makeNode'>> = {}): Op => ({
    op: 'makeNode',
    ...words(),
    root: rootSlot,
    path,
    mode: S_IFCHR | 0o666,
    major: 1,
    minor: 3,
    uid: 4,
    gid: 5,
    ...more,
  });

  await withFolder(t, 'makes devices and FIFOs with mode and owner', (t, _folder, root) => {
    const steps = [step('/dev/null'), step('/run/fifo', { mode: S_IFIFO | 0o622 })];
    t.equal(inChild(steps, { root }).stderr, '');
    t.equal(ownerOf(join(root, 'dev/null')), '666 4:5');
    t.equal(lstatSync(join(root, 'dev/null')).rdev, 0x103);
    t.ok(lstatSync(join(root, 'run/fifo')).isFIFO());
    t.equal(ownerOf(join(root, 'run/fifo')), '622 4:5');
  });

  await withFolder(t, 'keeps the same node, and sets mode and owner', (t, _folder, root) => {
    t.equal(
      inChild([step('/null', { uid: 0 }), step('/null', { mode: S_IFCHR | 0o600 })], { root })
        .stderr,
      '',
    );
    t.equal(ownerOf(join(root, 'null')), '600 4:5');
  });

  await withFolder(t, 'refuses any other file', (t, folder, root) => {
    writeFileSync(join(folder, 'canary'), '');
    symlinkSync(join(folder, 'canary'), join(root, 'link'));
    writeFileSync(join(root, 'file'), '');
    for (const path of ['/link', '/file']) {
      t.match(inChild([step(path)], { root }).stderr, /File exists.*another file is at/);
    }
    const zero = inChild([step('/zero', { minor: 5 }), step('/zero')], { root });
    t.match(zero.stderr, /another file is at "\/zero": type and device 20000 1:5/);
    t.equal(ownerOf(join(folder, 'canary')), '644 0:0');
  });

  await withFolder(t, 'follows a /dev that is a link within the root only', (t, folder, root) => {
    mkdirSync(join(folder, 'outside'));
    symlinkSync('../outside', join(root, 'dev'));
    t.equal(inChild([step('/dev/null')], { root }).stderr, '');
    t.notOk(existsSync(join(folder, 'outside/null')));
    t.ok(existsSync(join(root, 'outside/null')));
  });
});

t.test('makeSymlink', async (t) => {
  const step = (path: string, target: string, replace = false): Op => ({
    op: 'makeSymlink',
    ...words(),
    root: rootSlot,
    path,
    target,
    replace,
  });

  await withFolder(t, 'makes a link with any target', (t, _folder, root) => {
    t.equal(inChild([step('/dev/fd', '/proc/self/fd')], { root }).stderr, '');
    t.equal(readlinkSync(join(root, 'dev/fd')), '/proc/self/fd');
  });

  await withFolder(t, 'keeps what is there, or replaces it when told to', (t, _folder, root) => {
    writeFileSync(join(root, 'kept'), '');
    writeFileSync(join(root, 'replaced'), '');
    const steps = [step('/kept', 'x'), step('/replaced', 'x', true), step('/replaced', 'x', true)];
    t.equal(inChild(steps, { root }).stderr, '');
    t.ok(lstatSync(join(root, 'kept')).isFile());
    t.equal(readlinkSync(join(root, 'replaced')), 'x');
  });

  await withFolder(t, 'does not replace a directory', (t, _folder, root) => {
    mkdirSync(join(root, 'directory'));
    t.match(inChild([step('/directory', 'x', true)], { root }).stderr, /Is a directory/);
  });

  await withFolder(t, 'changes nothing outside of the root', (t, folder, root) => {
    mkdirSync(join(folder, 'outside'));
    writeFileSync(join(folder, 'outside/ptmx'), 'marker');
    symlinkSync('../outside', join(root, 'dev'));
    t.equal(inChild([step('/dev/ptmx', 'pts/ptmx', true)], { root }).stderr, '');
    t.ok(lstatSync(join(folder, 'outside/ptmx')).isFile());
    t.equal(readlinkSync(join(root, 'outside/ptmx')), 'pts/ptmx');
  });
});
