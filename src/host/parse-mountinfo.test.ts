import t from 'tap';
import { parseMountinfo } from './parse-mountinfo.ts';
import { hierarchyAmong } from './probe-cgroups.ts';

const text = `22 28 0:20 / /proc rw,relatime - proc proc rw
30 24 0:27 /docker/c /sys/fs/cgroup/cpu,cpuacct rw shared:9 master:1 - cgroup cgroup rw,cpu,cpuacct
31 24 0:28 / /mnt/a\\040b\\134c rw - cgroup cgroup rw,memory
32 24 0:29 / /mnt/systemd rw - cgroup cgroup rw,xattr,name=systemd
33 24 0:30 / /mnt/unified rw - cgroup2 cgroup2 rw,nsdelegate
`;
const mounts = parseMountinfo(text);

t.test('a line is read whatever optional fields it has, and its paths as they are', (t) => {
  t.equal(mounts.length, 5);
  t.same(mounts[1], {
    root: '/docker/c',
    mountPoint: '/sys/fs/cgroup/cpu,cpuacct',
    type: 'cgroup',
    options: ['rw', 'cpu', 'cpuacct'],
  });
  t.equal(mounts[2]?.mountPoint, '/mnt/a b\\c');
  t.same(parseMountinfo(''), []);
  t.end();
});

t.test('a hierarchy is found by its controllers, the unified one by its type', (t) => {
  const find = (controllers: readonly string[], type: string) =>
    hierarchyAmong(mounts, { controllers, path: '/docker/c/x' }, type);
  t.same(find(['cpu', 'cpuacct'], 'cgroup'), {
    controllers: ['cpu', 'cpuacct'],
    mountPoint: '/sys/fs/cgroup/cpu,cpuacct',
    root: '/docker/c',
    own: '/docker/c/x',
  });
  t.equal(find(['name=systemd'], 'cgroup')?.mountPoint, '/mnt/systemd');
  t.equal(find([], 'cgroup2')?.mountPoint, '/mnt/unified');
  t.equal(find(['pids'], 'cgroup'), undefined);
  t.equal(find(['cpu'], 'cgroup2'), undefined);
  t.end();
});
