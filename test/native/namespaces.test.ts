import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { inChild, newNetwork, newUser, newUts, slots, withFolder } from '../support/in-child.ts';
import { commandPath } from '../support/requires.ts';

const namespace = slots.first;

const open = (path: string, type: number): Op => ({
  op: 'openNamespace',
  ...words('open the namespace'),
  path,
  type,
  out: namespace,
});
const join_ = (type: number): Op => ({ op: 'joinNamespace', ...words('join'), namespace, type });
const unshare = (flags: number): Op => ({ op: 'unshare', ...words(), flags });

t.test('openNamespace', async (t) => {
  await withFolder(t, 'opens a namespace of the type', (t) => {
    t.equal(executePlan([open('/proc/self/ns/uts', newUts)]).stderr, '');
  });
  await withFolder(t, 'names both types where it is of another', (t) => {
    const { stderr } = executePlan([open('/proc/self/ns/uts', newNetwork)]);
    t.match(stderr, /"\/proc\/self\/ns\/uts" is a uts namespace, not a network namespace/);
  });
  await withFolder(t, 'neither takes a file for one nor hangs on a FIFO', (t, folder) => {
    const fifo = join(folder, 'fifo');
    execFileSync(commandPath('mkfifo'), [fifo]);
    for (const path of [fifo, '/etc/hostname']) {
      t.match(executePlan([open(path, newUts)]).stderr, /is not a namespace/);
    }
  });
});

t.test('joinNamespace and unshare', async (t) => {
  await withFolder(t, 'go from one namespace to another and back', (t) => {
    const rename: Op = { op: 'setHostname', ...words(), name: 'elsewhere' };
    const steps = [open('/proc/self/ns/uts', newUts), unshare(newUts), rename];
    const script = 'uname -n';
    t.equal(inChild(steps, { script }).stdout, 'elsewhere\n');
    const back = inChild([...steps, join_(newUts)], { script: 'readlink /proc/self/ns/uts' });
    t.equal(back.stdout, `${readlinkSync('/proc/self/ns/uts')}\n`);
  });
  await withFolder(t, 'do nothing for the namespace that is one’s own', (t) => {
    t.equal(inChild([open('/proc/self/ns/user', newUser), join_(newUser)]).stderr, '');
  });
  await withFolder(t, 'fail with the words of the kernel', (t) => {
    const wrong = inChild([open('/proc/self/ns/uts', newUts), unshare(newUts), join_(newNetwork)]);
    t.match(wrong.stderr, /cannot join: Invalid argument/);
    t.match(inChild([unshare(1)]).stderr, /Invalid argument/);
  });
});

t.test('timeOffsets', async (t) => {
  const step = (offsets: string): Op => ({
    op: 'timeOffsets',
    ...words('set the clocks'),
    offsets,
  });
  await withFolder(t, 'move the clocks of the process', (t) => {
    const script = 'echo $(($(cut -d. -f1 /proc/uptime) > 1000000)); readlink /proc/self/ns/time';
    const { stdout, stderr } = inChild([step('boottime 1000000 0\nmonotonic 5 0\n')], { script });
    t.equal(stderr, '');
    t.match(stdout, /^1\ntime:/);
    t.not(stdout, `1\n${readlinkSync('/proc/self/ns/time')}\n`);
  });
  await withFolder(t, 'may be empty', (t) => {
    const { stdout } = inChild([step('')], { script: 'readlink /proc/self/ns/time' });
    t.match(stdout, /^time:/);
    t.not(stdout, `${readlinkSync('/proc/self/ns/time')}\n`);
  });
  await withFolder(t, 'fail where the kernel does not take them', (t) => {
    t.match(inChild([step('boottime x 0\n')]).stderr, /cannot set the clocks: Invalid argument/);
  });
});

t.test('userNamespace', async (t) => {
  const step = (uidMap: string): Op => ({
    op: 'userNamespace',
    ...words('make a user namespace'),
    uidMap,
    gidMap: '0 200 2',
    out: namespace,
  });
  await withFolder(t, 'makes a namespace with these maps', (t) => {
    const script = 'cat /proc/self/uid_map /proc/self/gid_map';
    const { stdout, stderr } = inChild([step('0 100 1\n5 7 3\n'), join_(newUser)], { script });
    t.equal(stderr, '');
    t.match(stdout, /^\s+0\s+100\s+1\n\s+5\s+7\s+3\n\s+0\s+200\s+2\n$/);
  });
  await withFolder(t, 'fails where the kernel does not take a map', (t) => {
    t.match(inChild([step('x')]).stderr, /cannot make a user namespace: Invalid argument/);
  });
});

t.test('setHostname and setDomainname', async (t) => {
  const host = (name: string): Op => ({ op: 'setHostname', ...words('name the host'), name });
  const domain = (name: string): Op => ({ op: 'setDomainname', ...words('name the domain'), name });
  await withFolder(t, 'name the UTS namespace', (t) => {
    const script = 'cat /proc/sys/kernel/hostname /proc/sys/kernel/domainname';
    const { stdout } = inChild([host('box'), domain('example.org')], { flags: newUts, script });
    t.equal(stdout, 'box\nexample.org\n');
  });
  await withFolder(t, 'fail where the name is too long', (t) => {
    const long = 'x'.repeat(65);
    t.match(
      inChild([host(long)], { flags: newUts }).stderr,
      /cannot name the host: Invalid argument/,
    );
    t.match(inChild([domain(long)], { flags: newUts }).stderr, /name the domain: Invalid argument/);
  });
});
