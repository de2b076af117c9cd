import fc from 'fast-check';
import t from 'tap';
import type { LinuxIDMapping, Spec, User } from '../../spec/config.ts';
import { contextOf, ordinaryUser } from '../testing.ts';
import { user } from './user.ts';

interface Given {
  readonly user?: User;
  readonly mappings?: readonly LinuxIDMapping[];
  readonly rootless?: boolean;
}

function given({ user: who, mappings, rootless }: Given) {
  return contextOf({
    spec: {
      process: { cwd: '/', ...(who === undefined ? {} : { user: who }) },
      ...(mappings === undefined
        ? {}
        : {
            linux: { namespaces: [{ type: 'user' }], uidMappings: mappings, gidMappings: mappings },
          }),
    },
    facts: rootless === true ? ordinaryUser : {},
  });
}

const single = [{ containerID: 0, hostID: 1000, size: 1 }];

t.test('groups are set, then group and user, and capabilities survive until they are set', (t) => {
  t.match(user.compile?.(given({ user: { uid: 5, gid: 6, additionalGids: [7, 8] } })), [
    { phase: 'ids', op: { op: 'keepCapabilities', keep: true } },
    { phase: 'ids', op: { op: 'chownStdio', uid: 5 } },
    { phase: 'ids', op: { op: 'setGroups', groups: [7, 8] } },
    { phase: 'ids', op: { op: 'setIds', uid: 5, gid: 6 } },
    { phase: 'ids', op: { op: 'parentDeath', signal: 9 } },
    { phase: 'capabilities', op: { op: 'keepCapabilities', keep: false } },
  ]);
  t.end();
});

t.test('the groups of the caller never stay: setgroups is called with the empty list too', (t) => {
  const groups = user.compile?.(given({}))?.find(({ op }) => op.op === 'setGroups');
  t.match(groups, { op: { groups: [], onErrno: [] } });
  t.end();
});

t.test('an absent uid or gid is 0', (t) => {
  const ids = user.compile?.(given({}))?.find(({ op }) => op.op === 'setIds');
  t.match(ids, { op: { uid: 0, gid: 0 } });
  t.end();
});

t.test('ids the kernel takes as "no change", or that tools cannot hold, are refused', (t) => {
  const pointers = (who: User) => user.check?.(given({ user: who }))?.map(({ pointer }) => pointer);
  t.strictSame(pointers({ uid: 2 ** 32 - 1, gid: 2 ** 31, additionalGids: [1, 2 ** 32 - 1] }), [
    '/process/user/uid',
    '/process/user/gid',
    '/process/user/additionalGids/1',
  ]);
  t.strictSame(pointers({ uid: 2 ** 31 - 1, gid: 0 }), []);
  t.strictSame(pointers({ additionalGids: Array(65_537).fill(1) }), [
    '/process/user/additionalGids',
  ]);
  t.end();
});

t.test('ids must be mapped in the user namespace', (t) => {
  const mappings = [{ containerID: 0, hostID: 100_000, size: 10 }];
  t.match(user.check?.(given({ mappings, user: { uid: 10, gid: 9, additionalGids: [11] } })), [
    { pointer: '/process/user/uid', problem: /uidMappings/ },
    { pointer: '/process/user/additionalGids/0', problem: /gidMappings/ },
  ]);
  t.end();
});

t.test('where setgroups is denied it is not called, and asking for groups is a fault', (t) => {
  const plan = given({ mappings: single, rootless: true });
  t.notOk(user.compile?.(plan)?.some(({ op }) => op.op === 'setGroups'));
  t.same(user.check?.(plan), []);
  const wanting = given({ mappings: single, rootless: true, user: { additionalGids: [0] } });
  t.match(user.check?.(wanting), [{ pointer: '/process/user/additionalGids' }]);
  t.end();
});

t.test('whatever the ids, the plan has exactly those that pass the check', (t) => {
  const id = fc.oneof(fc.nat(2 ** 31 - 1), fc.integer({ min: 2 ** 31, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(id, id, (uid, gid) => {
      const context = given({ user: { uid, gid } });
      const bad = [uid, gid].filter((value) => value >= 2 ** 31).length;
      if (user.check?.(context).length !== bad) return false;
      const ids = user.compile?.(context).find(({ op }) => op.op === 'setIds')?.op;
      return ids?.op === 'setIds' && ids.uid === uid && ids.gid === gid;
    }),
  );
  t.end();
});

t.test('an annotation of podman keeps the groups of the caller', (t) => {
  const annotations = { 'run.oci.keep_original_groups': '1' };
  const process = { cwd: '/', user: { uid: 1, gid: 1, additionalGids: [7] } };
  const opsOf = (spec: Partial<Spec>) =>
    (user.compile?.(contextOf({ spec: { process, ...spec } })) ?? []).map(({ op }) => op.op);
  t.notOk(opsOf({ annotations }).includes('setGroups'));
  t.ok(opsOf({ annotations: { 'run.oci.keep_original_groups': '0' } }).includes('setGroups'));
  t.end();
});
