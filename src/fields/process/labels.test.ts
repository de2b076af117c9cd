import t from 'tap';
import type { Process } from '../../spec/config.ts';
import type { HostFacts } from '../facts.ts';
import { contextOf } from '../testing.ts';
import { apparmorProfile } from './apparmor-profile.ts';
import { selinuxLabel } from './selinux-label.ts';

const given = (process: Partial<Process>, facts: Partial<HostFacts> = {}) =>
  contextOf({ spec: { process: { cwd: '/', ...process } }, facts });

t.test('apparmorProfile is taken at the next execve', (t) => {
  const context = given({ apparmorProfile: 'acme' }, { apparmor: true });
  t.same(apparmorProfile.check?.(context), []);
  t.match(apparmorProfile.compile?.(context), [
    { phase: 'label', op: { op: 'writeProc', path: 'self/attr/apparmor/exec', data: 'exec acme' } },
  ]);
  t.end();
});

t.test('selinuxLabel is taken at the next execve', (t) => {
  const context = given({ selinuxLabel: 'u:r:t:s0' }, { selinux: true });
  t.same(selinuxLabel.check?.(context), []);
  t.match(selinuxLabel.compile?.(context), [
    { phase: 'label', op: { op: 'writeProc', path: 'self/attr/exec', data: 'u:r:t:s0' } },
  ]);
  t.end();
});

t.test('a label of a security module that is off is a fault, never ignored', (t) => {
  t.match(apparmorProfile.check?.(given({ apparmorProfile: 'acme' })), [
    { pointer: '/process/apparmorProfile', problem: /not enabled/ },
  ]);
  t.match(selinuxLabel.check?.(given({ selinuxLabel: 'x' })), [
    { pointer: '/process/selinuxLabel', problem: /not enabled/ },
  ]);
  t.end();
});

t.test('an empty label is none', (t) => {
  t.same(apparmorProfile.check?.(given({ apparmorProfile: '' })), []);
  t.same(apparmorProfile.compile?.(given({ apparmorProfile: '' })), []);
  t.same(selinuxLabel.compile?.(given({ selinuxLabel: '' })), []);
  t.end();
});
