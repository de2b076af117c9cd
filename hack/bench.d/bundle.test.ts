import t from 'tap';
import { configOf } from './bundle.ts';

const common = { rootfs: '/srv/rootfs', cgroup: 'bench' };
const size = (value: unknown) => JSON.stringify(value).length;
const plain = configOf(common);

t.test('the environment grows by so many bytes, no variable beyond what execve(2) takes', (t) => {
  const grown = configOf({ ...common, environment: 100_000 });
  const more = size(grown['process']) - size(plain['process']);
  t.ok(Math.abs(more - 100_000) < 1000, `${more}`);
  t.end();
});

t.test('config.json grows by so many bytes', (t) => {
  const more = size(configOf({ ...common, annotations: 1_000_000 })) - size(plain);
  t.ok(Math.abs(more - 1_000_000) < 10_000, `${more}`);
  t.end();
});

t.test('each further mount has a place of its own', (t) => {
  const mounts = configOf({ ...common, mounts: 3 })['mounts'];
  t.match(JSON.stringify(mounts), /"\/m\/0".*"\/m\/1".*"\/m\/2"/);
  t.end();
});

t.test("what engines add is Docker's profile, the mount of cgroups and limits", (t) => {
  const linux = JSON.stringify(configOf({ ...common, engine: true }));
  t.match(linux, /SCMP_ARCH_X32/);
  t.match(linux, /"\/sys\/fs\/cgroup"/);
  t.match(linux, /"quota":50000/);
  t.end();
});
