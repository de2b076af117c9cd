import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, slots, withFolder } from '../support/in-child.ts';

const { root: rootSlot } = slots;
const [mount, master, peer] = [slots.first, slots.first + 1, slots.first + 2];

const noMode = { root: NONE, path: '' };
const mountOf = (type: string, path: string, options: readonly string[] = []): readonly Op[] => [
  { op: 'newMount', ...words(), type, source: type, options, attributes: 0, ...noMode, out: mount },
  {
    op: 'attach',
    ...words(),
    mount,
    keep: true,
    root: rootSlot,
    path,
    create: true,
    noSymlinks: false,
    onProc: false,
  },
];
const devpts = mountOf('devpts', '/dev/pts', ['newinstance', 'ptmxmode=0666', 'mode=0620']);

const openTerminal = (more: Partial<OpOf<'openTerminal'>> = {}): Op => ({
  op: 'openTerminal',
  ...words('open the terminal'),
  root: rootSlot,
  path: '/dev/pts/ptmx',
  rows: 11,
  columns: 77,
  uid: 1234,
  outMaster: master,
  outPeer: peer,
  ...more,
});
const node = (path: string, minor: number, major = 1): Op => ({
  op: 'makeNode',
  ...words(),
  root: rootSlot,
  path,
  mode: 0o020666,
  major,
  minor,
  uid: 0,
  gid: 0,
});

t.test('openTerminal', async (t) => {
  await withFolder(t, 'opens a terminal with its size and owner', (t, _folder, root) => {
    const control: Op = { op: 'controllingTerminal', ...words(), peer };
    const script = '{ stty size; tty; stat -c %u $ROOT/dev/pts/0; } 2>&1 < /dev/tty > $ROOT/said';
    const handover: Op = { op: 'ready', ...words(), point: 0, value: master };
    // The parent keeps the other end of the terminal until the shell has ended.
    const meanwhile: readonly Op[] = [
      { op: 'awaitReady', ...words(), point: 0, timeout: 0, out: master },
      { op: 'takeFd', ...words(), pid: slots.pid, number: master, out: master },
    ];
    const steps = [...devpts, openTerminal(), handover, control];
    const { stderr } = inChild(steps, { root, script, meanwhile, waits: true });
    t.match(stderr, /exited with code 0/);
    t.match(readFileSync(join(root, 'said'), 'utf8'), /^11 77\n.*\n1234\n$/);
  });

  await withFolder(t, 'refuses a ptmx that is not on devpts', (t, _folder, root) => {
    const onTmpfs = [...mountOf('tmpfs', '/dev/pts'), node('/dev/pts/ptmx', 2, 5)];
    t.match(
      inChild([...onTmpfs, openTerminal()], { root }).stderr,
      /is not on a devpts file system/,
    );
  });

  await withFolder(t, 'refuses another file of devpts', (t, _folder, root) => {
    const first = openTerminal();
    const second = openTerminal({ path: '/dev/pts/0' });
    t.match(
      inChild([...devpts, first, second], { root }).stderr,
      /is not the terminal multiplexer/,
    );
  });

  await withFolder(t, 'refuses a link on tmpfs and a file mounted over ptmx', (t, folder, root) => {
    mkdirSync(join(root, 'dev/pts'), { recursive: true });
    symlinkSync(join(folder, 'canary'), join(root, 'dev/pts/ptmx'));
    writeFileSync(join(folder, 'canary'), 'canary');
    t.match(inChild([openTerminal()], { root }).stderr, /is not on a devpts file system/);
    const over: Op[] = [
      {
        op: 'openTree',
        ...words(),
        root: 0xffff,
        path: join(folder, 'canary'),
        recursive: false,
        noFollow: false,
        out: mount,
      },
      {
        op: 'attach',
        ...words(),
        mount,
        keep: true,
        root: rootSlot,
        path: '/dev/pts/ptmx',
        create: false,
        noSymlinks: false,
        onProc: false,
      },
    ];
    t.match(inChild([...devpts, ...over, openTerminal()], { root }).stderr, /cross-device link/i);
  });
});

t.test('mountConsole', async (t) => {
  const console: Op = { op: 'mountConsole', ...words('mount the console'), root: rootSlot, peer };
  await withFolder(t, 'puts the terminal at /dev/console', (t, _folder, root) => {
    const steps = [...devpts, openTerminal({ rows: 0, columns: 0 }), console];
    const script = 'stat -c "%F %t" $ROOT/dev/console; stat -c %u $ROOT/dev/console';
    const outcome = inChild(steps, { root, script });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, 'character special file 88\n1234\n');
    t.ok(statSync(join(root, 'dev/console')).isFile());
  });
  await withFolder(t, 'neither follows nor replaces a link there', (t, folder, root) => {
    mkdirSync(join(root, 'dev'));
    symlinkSync(join(folder, 'canary'), join(root, 'dev/console'));
    const { stderr } = inChild([...devpts, openTerminal(), console], { root });
    t.match(stderr, /"\/dev\/console" is a symbolic link/);
    t.throws(() => statSync(join(folder, 'canary')));
  });
});

t.test('newSession', async (t) => {
  await withFolder(t, 'makes the process the leader of a session, once or twice', (t) => {
    const step: Op = { op: 'newSession', ...words() };
    const script = 'set -- $(cat /proc/$$/stat); test $1 = $6 && echo leads';
    t.equal(inChild([step, step], { script }).stdout, 'leads\n');
  });
});

t.test('controllingTerminal', async (t) => {
  await withFolder(t, 'fails on what is no terminal', (t) => {
    const open: Op = { op: 'openFile', ...words(), path: '/dev/null', flags: 2, out: peer };
    const step: Op = { op: 'controllingTerminal', ...words(), peer };
    t.match(inChild([open, step]).stderr, /Not a tty|Inappropriate ioctl/);
  });
});

t.test('nullStdio', async (t) => {
  const step: Op = { op: 'nullStdio', ...words('replace the null device'), root: rootSlot };
  await withFolder(t, 'takes the null device of the container', (t, _folder, root) => {
    const steps = [...mountOf('tmpfs', '/dev', ['mode=0755']), node('/dev/null', 3), step];
    const outcome = inChild(steps, { root, script: 'readlink /proc/self/fd/0 /proc/$$/fd/0' });
    t.equal(outcome.stdout, `${root}/dev/null\n${root}/dev/null\n`);
  });
  await withFolder(t, 'refuses whatever else is there', (t, folder, root) => {
    mkdirSync(join(root, 'dev'));
    writeFileSync(join(folder, 'canary'), '');
    chmodSync(join(folder, 'canary'), 0o640);
    symlinkSync('../../canary', join(root, 'dev/null'));
    t.match(inChild([step], { root }).stderr, /is not the character device 1:3/);
    const zero = [...mountOf('tmpfs', '/dev'), node('/dev/null', 5), step];
    t.match(inChild(zero, { root }).stderr, /is not the character device 1:3/);
    t.equal(statSync(join(folder, 'canary')).mode & 0o777, 0o640);
  });
});
