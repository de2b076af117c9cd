import t from 'tap';
import type { CgroupFacts } from '../../cgroup/facts.ts';
import { attachCall } from '../../cgroup/systemd/calls.ts';
import type { SystemdManager } from '../../cgroup/systemd/facts.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { LinuxResources } from '../../spec/config.ts';
import type { HostFacts } from '../facts.ts';
import type { FieldContext } from '../field.ts';
import { contextOf, plainFacts } from '../testing.ts';
import { cgroupsPath, clonesIntoCgroup, containerCgroup } from './cgroups-path.ts';

const hybrid: CgroupFacts = {
  mode: 'hybrid',
  hierarchies: [
    { controllers: ['cpuset'], mountPoint: '/cg/cpuset', root: '/', own: '/' },
    { controllers: ['freezer'], mountPoint: '/cg/freezer', root: '/', own: '/' },
    { controllers: ['name=systemd'], mountPoint: '/cg/systemd', root: '/', own: '/' },
  ],
  unified: { controllers: ['hugetlb'], mountPoint: '/cg/unified', root: '/', own: '/' },
  writable: true,
};

const systemd: SystemdManager = {
  user: false,
  socket: '/run/dbus/system_bus_socket',
  bus: true,
  cgroup: '',
  controllers: undefined,
  withheld: {},
};

interface Given {
  readonly path?: string;
  readonly resources?: LinuxResources;
  readonly facts?: Partial<HostFacts>;
  readonly manager?: 'cgroupfs' | 'systemd' | 'disabled';
  readonly mode?: FieldContext['mode'];
}

function given({ path = '/a/b', resources = {}, facts, manager, mode }: Given): FieldContext {
  return contextOf({
    spec: { linux: { cgroupsPath: path, resources } },
    ...(facts === undefined ? {} : { facts }),
    ...(manager === undefined ? {} : { options: { cgroupManager: manager } }),
    ...(mode === undefined ? {} : { mode }),
  });
}

const problems = (context: FieldContext) =>
  (cgroupsPath.check?.(context) ?? []).map(({ problem }) => problem);
const steps = (context: FieldContext): readonly Step[] => cgroupsPath.compile?.(context) ?? [];
const opsIn = (context: FieldContext, phase: Step['phase']): readonly Op[] =>
  steps(context)
    .filter((step) => step.phase === phase)
    .map(({ op }) => op);

t.test('on v2 init is cloned into the one cgroup, whose descriptor it then closes', (t) => {
  const context = given({});
  const slot = context.slots.take(slotNames.cgroup);
  t.match(steps(context)[0], {
    phase: 'cgroup',
    op: { op: 'cgroupCreate', path: '/sys/fs/cgroup/a/b', out: slot, cpuset: false },
  });
  t.match(opsIn(context, 'identify'), [{ op: 'cgroupExpect', lines: [':/a/b'] }]);
  t.match(opsIn(context, 'join'), [{ op: 'close', slot }]);
  t.end();
});

t.test('every cgroup is undone right behind being made: killed, then removed', (t) => {
  const made = opsIn(given({ facts: { cgroup: hybrid } }), 'cgroup');
  const creations = made.flatMap((op, index) => (op.op === 'cgroupCreate' ? [index] : []));
  t.equal(creations.length, 4);
  for (const index of creations) {
    const creation = made[index];
    const path = creation?.op === 'cgroupCreate' ? creation.path : '';
    t.match(made[index + 1], {
      op: 'onFailure',
      undo: [
        { op: 'cgroupKill', path, signal: 9, freezer: '/cg/freezer/a/b' },
        { op: 'cgroupRemove', path },
      ],
    });
  }
  t.end();
});

t.test('on v1 init enters every hierarchy, named ones too, and is cloned into the unified', (t) => {
  const context = given({ facts: { cgroup: hybrid } });
  t.match(opsIn(context, 'join'), [
    { op: 'cgroupEnter', path: '/cg/cpuset/a/b' },
    { op: 'cgroupEnter', path: '/cg/freezer/a/b' },
    { op: 'cgroupEnter', path: '/cg/systemd/a/b' },
    { op: 'close', slot: context.slots.take(slotNames.cgroup) },
  ]);
  const cpuset = opsIn(context, 'cgroup').flatMap((op) =>
    op.op === 'cgroupCreate' ? op.cpuset : [],
  );
  t.same(cpuset, [true, false, false, false], 'an empty cpuset takes no process');
  t.end();
});

const handedDown = (context: FieldContext) =>
  opsIn(context, 'cgroup').flatMap((op) =>
    op.op === 'writeKernelFile' ? [`${op.path} ${op.data} ${op.onErrno?.[0]?.then}`] : [],
  );

t.test('the controllers that resources need are enabled in every cgroup above', (t) => {
  const resources = { memory: { limit: 4096 }, unified: { 'pids.max': '1' } };
  const needed = handedDown(given({ resources })).filter((line) => line.includes('+memory +pids '));
  t.same(needed, [
    '/sys/fs/cgroup/cgroup.subtree_control +memory +pids ignore',
    '/sys/fs/cgroup/a/cgroup.subtree_control +memory +pids ignore',
  ]);
  const facts = { cgroup: hybrid };
  const hugepageLimits = [{ pageSize: '2MB', limit: 0 }];
  const inHybrid = handedDown(given({ facts, resources: { hugepageLimits } }));
  t.ok(inHybrid.includes('/cg/unified/a/cgroup.subtree_control +hugetlb ignore'));
  t.end();
});

t.test('a cgroup that hands down what is needed must not fail to; the rest may', (t) => {
  const rules = opsIn(given({ resources: { pids: { limit: 1 } } }), 'cgroup').flatMap((op) =>
    op.op === 'writeKernelFile' ? [op.onErrno?.map(({ errno, then }) => [errno, then])] : [],
  );
  t.same(rules[0], [
    [13, 'ignore'],
    [1, 'ignore'],
    [30, 'ignore'],
    [16, 'hint'],
    [2, 'hint'],
    [95, 'hint'],
  ]);
  t.same(rules[1], [[0, 'ignore']]);
  t.end();
});

t.test('below the caller itself an ordinary user asks for needed controllers alone', (t) => {
  const { unified } = plainFacts.cgroup;
  const asked = (own: string) => {
    const cgroup = { ...plainFacts.cgroup, ...(unified && { unified: { ...unified, own } }) };
    const ops = opsIn(given({ path: '/own/a', facts: { uid: 1000, cgroup } }), 'cgroup');
    const paths = ops.map((op) => (op.op === 'writeKernelFile' ? op.path : ''));
    return new Set(paths.filter((path) => path !== ''));
  };
  const [top, above] = ['', '/own'].map((p) => `/sys/fs/cgroup${p}/cgroup.subtree_control`);
  t.same(asked('/elsewhere'), new Set([top, above]));
  t.same(asked('/own'), new Set([top]), 'they would close the cgroup to processes');
  t.end();
});

t.test('a process that enters a container makes and limits nothing', (t) => {
  const v2 = given({ mode: 'exec' });
  t.same(
    steps(v2).map(({ phase, op }) => [phase, op.op]),
    [
      ['open', 'cgroupOpen'],
      ['join', 'close'],
    ],
  );
  const v1 = given({ mode: 'exec', facts: { cgroup: hybrid } });
  t.same(
    new Set(steps(v1).map(({ op }) => op.op)),
    new Set(['cgroupOpen', 'cgroupEnter', 'close', 'cgroupExpect']),
  );
  t.end();
});

t.test('the cgroup that a caller chooses for a process is that or none', (t) => {
  const path = '/sys/fs/cgroup/c1/below';
  const own = { controllers: [], mountPoint: '/sys/fs/cgroup', version: 2, path } as const;
  const opened = (chosen: boolean) => {
    const options = { enteredCgroups: [{ ...own, chosen }] };
    const all = cgroupsPath.compile?.(contextOf({ mode: 'exec', options })) ?? [];
    return all.map(({ op }) => op);
  };
  t.match(opened(true), [
    { op: 'openFile', path },
    { op: 'close' },
    { op: 'cgroupExpect', lines: [':/c1/below'] },
  ]);
  t.match(opened(false), [
    { op: 'cgroupOpen', path, mount: '/sys/fs/cgroup', root: '/' },
    { op: 'close' },
  ]);
  t.end();
});

t.test('whom only systemd can take into its unit, it is asked for', (t) => {
  const cgroup = '/user.slice/user-5.slice/user@5.service';
  const [unified, path] = [plainFacts.cgroup.unified, `${cgroup}/user.slice/a-b.scope`];
  const directory = { controllers: [], mountPoint: '/sys/fs/cgroup', version: 2 } as const;
  const entered = (own: string, below: string) => {
    const at = { ...directory, path: `/sys/fs/cgroup${path}${below}`, chosen: below !== '' };
    const facts = {
      cgroup: { ...plainFacts.cgroup, ...(unified && { unified: { ...unified, own } }) },
      systemd: { ...systemd, user: true, cgroup },
    };
    const context = contextOf({ mode: 'exec', facts, options: { enteredCgroups: [at] } });
    t.equal(clonesIntoCgroup(context), own.startsWith(cgroup));
    return (cgroupsPath.compile?.(context) ?? []).map(({ op }) => op);
  };
  const call = (below: string) => attachCall('a-b.scope', below).bytes;
  t.match(entered('/session-1.scope', ''), [{ op: 'busCall', job: false, call: call('') }]);
  t.match(entered('/session-1.scope', '/c'), [{ op: 'busCall', call: call('/c') }]);
  t.match(entered(`${cgroup}/app.slice/x.service`, ''), [{ op: 'cgroupOpen' }, { op: 'close' }]);
  t.end();
});

t.test('systemd cannot manage cgroups where it does not run, or cannot be reached', (t) => {
  t.match(problems(given({ manager: 'systemd' })), [
    /^systemd not running on this host, cannot use systemd cgroups manager/,
  ]);
  t.match(
    problems(given({ manager: 'systemd', facts: { systemd: { ...systemd, socket: undefined } } })),
    [/^cannot be given to systemd: there is neither/],
  );
  t.end();
});

t.test('a path that names no cgroup of its own, or has a NUL, is refused', (t) => {
  for (const path of ['/', '/..', '.', 'a\0b']) t.equal(problems(given({ path })).length, 1, path);
  t.same(problems(given({ path: '../../x' })), []);
  t.same(problems(given({ path: '' })), []);
  t.end();
});

t.test('who may make no cgroups can run containers that ask for none', (t) => {
  const facts = { cgroup: { ...plainFacts.cgroup, writable: false } };
  t.match(problems(given({ facts })), [/the caller may make no cgroups here/]);
  t.same(problems(given({ facts, path: '' })), []);
  t.same(steps(given({ facts, path: '' })), []);
  t.same(problems(given({ manager: 'disabled' })), []);
  t.end();
});

t.test('the cgroups of a container are the same for every field', (t) => {
  const paths = containerCgroup(given({})).directories.map(({ path }) => path);
  t.same(paths, ['/sys/fs/cgroup/a/b']);
  t.end();
});

t.test(
  'a cgroup that was there is taken as it is, and emptied but not removed by a failure',
  (t) => {
    const path = '/sys/fs/cgroup/a/b';
    const [made, undo] = opsIn(given({ facts: { foundCgroups: [path] } }), 'cgroup');
    t.match(made, { op: 'cgroupCreate', found: true, path });
    t.same(made?.onErrno?.[0], { errno: 2, then: 'stale' });
    t.same(undo?.op === 'onFailure' && undo.undo.map(({ op }) => op), ['cgroupKill']);
    const [other, undoOther] = opsIn(given({}), 'cgroup');
    t.same(other?.onErrno?.[0], { errno: 17, then: 'stale' });
    const names = undoOther?.op === 'onFailure' && undoOther.undo.map(({ op }) => op);
    t.same(names, ['cgroupKill', 'cgroupRemove']);
    t.end();
  },
);

t.test('the process is expected where each hierarchy shows its cgroup', (t) => {
  const lines = opsIn(given({ facts: { cgroup: hybrid } }), 'identify');
  t.match(lines, [{ lines: ['cpuset:/a/b', 'freezer:/a/b', 'name=systemd:/a/b', ':/a/b'] }]);
  t.end();
});
