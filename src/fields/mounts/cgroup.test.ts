import t from 'tap';
import type { CgroupFacts, CgroupHierarchy } from '../../cgroup/facts.ts';
import type { LinuxNamespaceType, Mount } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { mounts } from './index.ts';

const hierarchy = (name: string, controllers: readonly string[]): CgroupHierarchy => ({
  controllers,
  mountPoint: `/sys/fs/cgroup/${name}`,
  root: '/',
  own: '/user',
});

const v1: CgroupFacts = {
  mode: 'v1',
  hierarchies: [
    hierarchy('cpu,cpuacct', ['cpu', 'cpuacct']),
    hierarchy('systemd', ['name=systemd']),
  ],
  unified: undefined,
  writable: true,
};
const mount: Mount = {
  destination: '/sys/fs/cgroup',
  type: 'cgroup',
  source: 'cgroup',
  options: ['nosuid', 'ro', 'rprivate'],
};

function opsOf(types: readonly LinuxNamespaceType[], cgroup?: CgroupFacts) {
  const linux = { namespaces: types.map((type) => ({ type })), cgroupsPath: '/pod/c1' };
  const facts = cgroup === undefined ? {} : { cgroup };
  return (mounts.compile?.(contextOf({ spec: { mounts: [mount], linux }, facts })) ?? []).map(
    ({ op }) => op,
  );
}

t.test('on cgroup v2 it is a cgroup2 file system', (t) => {
  const wanted = { op: 'newMount', type: 'cgroup2', attributes: 3, options: [] };
  t.match(opsOf(['cgroup']), [wanted]);
  t.match(opsOf([]), [wanted]);
  t.match(opsOf(['user', 'cgroup']), [wanted]);
  t.end();
});

t.test('a user namespace without a cgroup namespace sees the own directory of cgroup v2', (t) => {
  t.match(opsOf(['user']), [{ op: 'openTree', path: '/sys/fs/cgroup/pod/c1', recursive: true }]);
  t.end();
});

t.test(
  'on cgroup v1 it is a tmpfs with one mount a hierarchy and links for merged controllers',
  (t) => {
    const ops = opsOf(['cgroup'], v1).filter(
      ({ op }) => op !== 'close' && op !== 'mountAttributes',
    );
    t.match(ops, [
      { op: 'newMount', type: 'tmpfs', options: ['mode=755'] },
      { op: 'attach', path: '/sys/fs/cgroup' },
      { op: 'newMount', type: 'cgroup', options: ['cpu', 'cpuacct'], attributes: 3 },
      { op: 'attach', path: '/sys/fs/cgroup/cpu,cpuacct' },
      { op: 'makeSymlink', path: '/sys/fs/cgroup/cpu', target: 'cpu,cpuacct' },
      { op: 'makeSymlink', path: '/sys/fs/cgroup/cpuacct', target: 'cpu,cpuacct' },
      { op: 'newMount', type: 'cgroup', options: ['name=systemd'] },
      { op: 'attach', path: '/sys/fs/cgroup/systemd' },
    ]);
    t.end();
  },
);

t.test('without a cgroup namespace the own directory of each v1 hierarchy is bound', (t) => {
  const paths = opsOf([], v1).flatMap((op) => (op.op === 'openTree' ? [op.path] : []));
  t.same(paths, ['/sys/fs/cgroup/cpu,cpuacct/pod/c1', '/sys/fs/cgroup/systemd/pod/c1']);
  t.end();
});

t.test('a container without cgroups of its own sees those of the caller', (t) => {
  const paths = opsOf([], { ...v1, writable: false }).flatMap((op) =>
    op.op === 'openTree' ? [op.path] : [],
  );
  t.same(paths, ['/sys/fs/cgroup/cpu,cpuacct/user', '/sys/fs/cgroup/systemd/user']);
  t.end();
});

t.test('a read-only cgroup mount is read-only as a whole', (t) => {
  const ops = opsOf([], v1).filter((op) => op.op === 'mountAttributes' && op.set !== 0);
  t.equal(ops.length, 3);
  t.end();
});

t.test('a host without cgroups cannot give a cgroup mount', (t) => {
  const cgroup: CgroupFacts = {
    mode: 'none',
    hierarchies: [],
    unified: undefined,
    writable: false,
  };
  const context = contextOf({ spec: { mounts: [mount] }, facts: { cgroup } });
  t.match(mounts.check?.(context), [{ pointer: '/mounts/0/type' }]);
  t.end();
});
