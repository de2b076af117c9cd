import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { makeBundle } from '../support/bundle.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, newMounts, newPids, newUser, slots, withFolder } from '../support/in-child.ts';

const [proc, mount, empty, device, master, peer] = Array.from(
  { length: 6 },
  (_, index) => slots.first + index,
) as [number, number, number, number, number, number];
const { root: rootSlot } = slots;

const mapOf = (name: string): Op => ({
  op: 'writeKernelFile',
  ...words(`write ${name}`),
  path: ['/proc/', slots.pid, `/${name}`],
  data: '0 100000 65536\n',
});
const newMount = (
  type: string,
  options: readonly string[],
  more: Partial<OpOf<'newMount'>> = {},
): Op => ({
  op: 'newMount',
  ...words(`make ${type}`),
  type,
  source: type,
  options,
  attributes: 0,
  root: NONE,
  path: '',
  out: mount,
  ...more,
});
const attach = (path: string): Op => ({
  op: 'attach',
  ...words(`attach ${path}`),
  mount,
  keep: true,
  root: rootSlot,
  path,
  create: true,
  noSymlinks: false,
  onProc: false,
});
const mask = (path: string): Op => ({
  op: 'maskPath',
  ...words(`mask ${path}`),
  root: rootSlot,
  path,
  empty,
  null: device,
});

t.test('A container in a user namespace', async (t) => {
  await withFolder(t, 'is made of the same steps', (t, folder) => {
    makeBundle(join(folder, 'bundle'));
    const root = join(folder, 'bundle/rootfs');
    mkdirSync(join(root, 'secrets'));
    writeFileSync(join(root, 'secrets/key'), 'key');
    writeFileSync(join(root, 'secret'), 'secret');
    for (const path of [folder, join(folder, 'bundle')]) chmodSync(path, 0o755);
    const steps: readonly Op[] = [
      { op: 'ready', ...words(), point: 0, value: NONE },
      { op: 'awaitGo', ...words(), point: 0 },
      { op: 'setIds', ...words(), uid: 0, gid: 0 },
      // With the new ids the files of /proc/self went to the root of the host.
      { op: 'setDumpable', ...words(), dumpable: true },
      { op: 'unshare', ...words(), flags: newMounts },
      { op: 'bindRoot', ...words('bind the root'), path: root, recursive: true, out: rootSlot },
      newMount('proc', []),
      attach('/proc'),
      newMount('tmpfs', ['mode=0755']),
      attach('/dev'),
      newMount('devpts', ['newinstance', 'ptmxmode=0666', 'mode=0620']),
      attach('/dev/pts'),
      { op: 'privateProc', ...words('open procfs'), out: proc },
      { op: 'writeProc', ...words(), proc, path: 'self/oom_score_adj', data: '500' },
      { op: 'openDevice', ...words(), path: '/dev/null', major: 1, minor: 3, out: device },
      newMount('tmpfs', ['nr_inodes=1'], { attributes: 1, out: empty }),
      { op: 'readonlyPath', ...words(), root: rootSlot, path: '/proc/sys' },
      mask('/secrets'),
      mask('/secret'),
      mask('/proc/keys'),
      { op: 'pivotRoot', ...words(), root: rootSlot },
      {
        op: 'openTerminal',
        ...words('open the terminal'),
        root: rootSlot,
        path: '/dev/pts/ptmx',
        rows: 0,
        columns: 0,
        uid: 0,
        outMaster: master,
        outPeer: peer,
      },
      { op: 'mountConsole', ...words('mount the console'), root: rootSlot, peer },
    ];
    const script = `/bin/id -u; /bin/cat /proc/self/oom_score_adj /secret /proc/keys; /bin/ls -A /secrets
      /bin/stat -c %F /dev/console; /bin/grep -c " /proc/sys ro," /proc/self/mountinfo; /bin/ls /`;
    const outcome = inChild(steps, {
      flags: newUser | newPids,
      meanwhile: [
        { op: 'awaitReady', ...words(), point: 0, timeout: 0, out: NONE },
        mapOf('uid_map'),
        mapOf('gid_map'),
        { op: 'go', ...words(), point: 0 },
      ],
      argv: ['/bin/sh', '-c', script],
    });
    t.equal(outcome.stderr, '');
    t.match(
      outcome.stdout,
      /^0\n500\ncharacter special file\n1\nbin\ndev\netc\nmnt\nproc\nroot\nsecret\nsecrets\nsys\ntmp\n$/,
    );
  });
});
