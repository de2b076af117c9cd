import t from 'tap';
import { NONE } from '../../plan/field-types.ts';
import type { LinuxNamespace } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { namespaces } from './namespaces.ts';

const given = (...list: LinuxNamespace[]) => contextOf({ spec: { linux: { namespaces: list } } });
const stepsOf = (...list: LinuxNamespace[]) => namespaces.compile?.(given(...list)) ?? [];
const cloneOf = (...list: LinuxNamespace[]) => stepsOf(...list).find(({ op }) => op.op === 'clone');

t.test('new namespaces are made by one clone, but cgroup and time', (t) => {
  const all = ['pid', 'network', 'mount', 'ipc', 'uts', 'cgroup', 'time'] as const;
  const steps = stepsOf(...all.map((type) => ({ type })));
  t.match(steps, [
    { phase: 'clone', op: { op: 'clone', flags: 0x6c02_0000, init: [] } },
    { phase: 'clone', op: { op: 'onFailure', undo: [{ op: 'killChild' }] } },
    { phase: 'namespaces', op: { op: 'unshare', flags: 0x0200_0000 } },
  ]);
  t.equal(steps.length, 3);
  t.end();
});

t.test('message queues belong to the root of a user namespace, which makes theirs itself', (t) => {
  const later = { phase: 'namespaces', op: { op: 'unshare', flags: 0x0800_0000 } };
  t.match(stepsOf({ type: 'user' }, { type: 'ipc' }), [{ op: { flags: 0x1000_0000 } }, {}, later]);
  const joined = stepsOf({ type: 'user', path: '/u' }, { type: 'ipc' });
  t.match(joined.at(-1), later);
  t.match(stepsOf({ type: 'user' }, { type: 'ipc', path: '/i' }).at(-1), { phase: 'join' });
  t.end();
});

t.test('a type that is not specified is that of the runtime', (t) => {
  t.match(cloneOf(), { op: { flags: 0 } });
  t.match(namespaces.compile?.(contextOf()), [{ op: { op: 'clone', flags: 0 } }, {}]);
  t.end();
});

t.test('init is cloned into its cgroup where that is possible', (t) => {
  t.match(cloneOf(), { op: { cgroup: 1, out: 0 } });
  const cgroup = { mode: 'hybrid', hierarchies: [], unified: undefined, writable: true } as const;
  const hybrid = namespaces.compile?.(contextOf({ facts: { cgroup } }));
  t.match(hybrid?.[0], { op: { cgroup: NONE } });
  const disabled = namespaces.compile?.(contextOf({ options: { cgroupManager: 'disabled' } }));
  t.match(disabled?.[0], { op: { cgroup: NONE } });
  t.end();
});

t.test('namespaces given by path are opened by the host and joined by init', (t) => {
  const steps = stepsOf({ type: 'network', path: '/run/netns/a' }, { type: 'mount', path: '/m' });
  t.match(steps, [
    { phase: 'open', op: { op: 'openNamespace', path: '/run/netns/a', type: 0x4000_0000 } },
    { phase: 'open', op: { op: 'openNamespace', path: '/m', at: '/linux/namespaces/1/path' } },
    { phase: 'clone', op: { flags: 0 } },
    { phase: 'clone', op: { op: 'onFailure' } },
    { phase: 'join', op: { op: 'joinNamespace', type: 0x4000_0000, onErrno: [] } },
    { phase: 'join', op: { op: 'joinNamespace', type: 0x0002_0000 } },
    { phase: 'join', op: { op: 'close' } },
    { phase: 'join', op: { op: 'close' } },
  ]);
  t.equal(steps.length, 8);
  t.end();
});

t.test(
  'what is new beside a joined namespace, and a joined pid namespace, need another child',
  (t) => {
    const last = (...list: LinuxNamespace[]) =>
      stepsOf(...list).findLast(({ phase }) => phase === 'join');
    const net = { type: 'network', path: '/n' } as const;
    t.match(last(net, { type: 'pid' }, { type: 'uts' }), {
      op: { op: 'continueInChild', flags: 0x2400_0000 },
    });
    t.match(last({ type: 'pid', path: '/p' }), { op: { op: 'continueInChild', flags: 0 } });
    t.match(last(net, { type: 'cgroup' }), { op: { op: 'close' } });
    t.end();
  },
);

t.test('a joined user namespace lets init become its root, and try again what was refused', (t) => {
  const steps = stepsOf(
    { type: 'user', path: '/u' },
    { type: 'ipc', path: '/i' },
    { type: 'mount', path: '/m' },
    { type: 'uts' },
  ).filter(({ phase }) => phase === 'join');
  t.match(steps, [
    { op: { op: 'joinNamespace', what: 'join the ipc namespace "/i"', onErrno: [{ errno: 1 }] } },
    { op: { op: 'setGroups', groups: [], onErrno: [{ errno: 1, then: 'ignore' }] } },
    { op: { op: 'joinNamespace', what: 'join the user namespace "/u"', onErrno: [] } },
    { op: { op: 'setIds', uid: 0, gid: 0 } },
    { op: { op: 'parentDeath', signal: 9 } },
    { op: { op: 'joinNamespace', what: 'join the ipc namespace "/i"', onErrno: [] } },
    { op: { op: 'joinNamespace', what: 'join the mount namespace "/m"', onErrno: [] } },
    { op: { op: 'close' } },
    { op: { op: 'close' } },
    { op: { op: 'close' } },
    { op: { op: 'continueInChild', flags: 0x0400_0000 } },
  ]);
  t.equal(steps.length, 11);
  t.end();
});

t.test('duplicated namespaces with the same type must generate an error', (t) => {
  t.match(namespaces.check?.(given({ type: 'pid' }, { type: 'uts' }, { type: 'pid' })), [
    { pointer: '/linux/namespaces/2/type' },
  ]);
  t.end();
});

t.test('path must be absolute', (t) => {
  t.match(namespaces.check?.(given({ type: 'pid', path: 'proc/1/ns/pid' })), [
    { pointer: '/linux/namespaces/0/path' },
  ]);
  t.same(namespaces.check?.(given({ type: 'pid', path: '' }, { type: 'uts' })), []);
  t.end();
});
