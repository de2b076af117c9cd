import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, newNetwork, newPids, newUts, slots, withFolder } from '../support/in-child.ts';

const proc = slots.first;
const open: Op = { op: 'privateProc', ...words(), out: proc };
const write = (path: string, data: string): Op => ({
  op: 'writeProc',
  ...words(),
  proc,
  path,
  data,
});
const hostRoot: Op = {
  op: 'openFile',
  ...words(),
  path: '/',
  flags: 0o10200000,
  out: slots.first + 1,
};
const tmpfs: Op = {
  op: 'newMount',
  ...words(),
  type: 'tmpfs',
  source: 'tmpfs',
  options: [],
  attributes: 0,
  root: NONE,
  path: '',
  out: slots.first + 2,
};
const coverProc: Op = {
  op: 'attach',
  ...words(),
  mount: slots.first + 2,
  keep: true,
  root: slots.first + 1,
  path: '/proc',
  create: false,
  noSymlinks: true,
  onProc: true,
};

t.test('privateProc and writeProc', async (t) => {
  await withFolder(t, 'write to the own process, whatever lies over /proc', (t) => {
    const steps = [hostRoot, tmpfs, coverProc, open, write('self/oom_score_adj', '321')];
    const script = 'ls /proc | wc -l; umount /proc; cat /proc/self/oom_score_adj';
    const outcome = inChild(steps, { flags: newPids, script });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, '0\n321\n');
  });

  await withFolder(t, 'set what belongs to a namespace', (t) => {
    const steps = [
      open,
      write('sys/net/ipv4/ip_forward', '1'),
      write('sys/kernel/hostname', 'inner'),
    ];
    const script = 'cat /proc/sys/net/ipv4/ip_forward; uname -n';
    const outcome = inChild(steps, { flags: newNetwork | newUts | newPids, script });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, '1\ninner\n');
  });

  await withFolder(t, 'do not follow links out or up', (t) => {
    for (const path of ['../etc/hostname', 'self/root/etc/hostname', 'mounts', 'self/fd/1']) {
      const { stderr } = inChild([open, write(path, 'x')], { flags: newPids });
      t.match(stderr, /symbolic link|cross-device link/i, path);
    }
  });

  await withFolder(t, 'tell a missing file from a refused value', (t) => {
    t.match(inChild([open, write('sys/no/such', '1')]).stderr, /No such file or directory/);
    t.match(inChild([open, write('self/oom_score_adj', 'x')]).stderr, /Invalid argument/);
  });
});
