import { mkdirSync, writeFileSync } from 'node:fs';
import t from 'tap';
import type { CgroupFacts } from '../cgroup/facts.ts';
import { encodePlan } from '../plan/encode.ts';
import type { LinuxResources } from '../spec/config.ts';
import { containerOf, plainRecord, report, trackOf } from './testing.ts';
import { planUpdate } from './update.ts';

const hierarchy = (controller: string) => ({
  controllers: [controller],
  mountPoint: `/sys/fs/cgroup/${controller}`,
  root: '/',
  own: '/',
});
const legacy: CgroupFacts = {
  mode: 'v1',
  hierarchies: [hierarchy('memory'), hierarchy('freezer'), hierarchy('cpu')],
  unified: undefined,
  writable: true,
};

function planned(resources: LinuxResources, more: object = {}) {
  const plan = planUpdate({
    container: containerOf(),
    source: 'the request',
    resources,
    facts: legacy,
    report,
    ...more,
  });
  encodePlan(plan, 0);
  return plan.steps;
}

t.test('the given values are written to the cgroup of create, whatever lives in it', (t) => {
  const steps = planned({ memory: { reservation: 4096 } });
  t.match(steps, [{ op: 'lock' }, { op: 'readInit' }, { op: 'byStatus' }]);
  for (const status of ['created', 'running', 'paused'] as const) {
    const track = trackOf(steps, status);
    t.match(track, [
      {
        op: 'writeKernelFile',
        at: 'update',
        path: '/sys/fs/cgroup/memory/c1/memory.soft_limit_in_bytes',
        data: '4096',
      },
    ]);
    t.equal(track.length, 1);
  }
  t.end();
});

t.test('without a process the container is not running', (t) => {
  for (const status of ['creating', 'stopped'] as const) {
    const message = 'container not running';
    t.match(trackOf(planned({}), status), [{ op: 'fail', message }]);
  }
  t.end();
});

t.test('device rules stay as they are', (t) => {
  const devices = [{ allow: false, access: 'rwm' }];
  t.same(trackOf(planned({ devices }), 'running'), []);
  t.end();
});

t.test('what cannot be honoured is told at once, by its place in the document', (t) => {
  const resources = { memory: { swappiness: 101, limit: -2 }, cpu: { shares: 100 } };
  t.throws(() => planned(resources), {
    code: 'invalid-config',
    message: /^the request has 2 faults: \/memory\/limit: is -2[\s\S]*\n\/cpu\/shares: /,
  });
  t.end();
});

t.test('in v2 a period alone keeps the quota that is there', (t) => {
  const mountPoint = t.testdir();
  const unified = `${mountPoint}/c1`;
  mkdirSync(unified);
  const cgroup = { ...plainRecord.cgroup, directories: [unified], freezer: '', unified };
  const own = { controllers: ['cpu'], mountPoint, root: '/', own: '/' };
  const facts = { ...legacy, mode: 'v2', hierarchies: [], unified: own };
  const write = (text: string, cpu: object) => {
    writeFileSync(`${unified}/cpu.max`, text);
    return trackOf(planned({ cpu }, { facts, container: containerOf({ cgroup }) }), 'running');
  };
  t.match(write('5000 100000\n', { period: 50_000 }), [{ data: '5000 50000' }]);
  t.match(write('max 100000\n', { period: 50_000 }), [{ data: 'max 50000' }]);
  t.match(write('5000 100000\n', { quota: 6000 }), [{ data: '6000' }]);
  t.end();
});

t.test('schemata go to the own resctrl group, and are refused without one', (t) => {
  const intelRdt = { l3CacheSchema: 'L3:0=f' };
  t.match(trackOf(planned({}, { intelRdt }), 'running'), [
    { op: 'writeKernelFile', path: '/sys/fs/resctrl/c1/schemata', data: 'L3:0=f\n' },
  ]);
  const container = containerOf({ resctrlGroups: [] });
  t.throws(() => planned({}, { intelRdt, container }), { code: 'container-state' });
  t.end();
});

t.test('what was written before a value that is refused goes back to what it was', (t) => {
  const directory = t.testdir({ 'pids.max': 'max\n', 'cpu.max': 'max 100000\n', 'io.max': '' });
  const own = directory.slice(directory.lastIndexOf('/') + 1);
  const mountPoint = directory.slice(0, directory.lastIndexOf('/'));
  const controllers = ['cpu', 'io', 'pids'];
  const plan = planUpdate({
    container: containerOf({
      cgroup: { ...plainRecord.cgroup, directories: [directory], unified: directory },
    }),
    source: 'the request',
    resources: {
      cpu: { quota: 1000 },
      pids: { limit: 5 },
      blockIO: { throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 1 }] },
    },
    facts: {
      mode: 'v2',
      hierarchies: [],
      unified: { controllers, mountPoint, root: '/', own: `/${own}` },
      writable: true,
    },
    report,
  });
  const path = `${directory}/cpu.max`;
  t.match(trackOf(plan.steps, 'running'), [
    { op: 'writeKernelFile', path, data: '1000' },
    { op: 'onFailure', undo: [{ op: 'writeKernelFile', path, data: 'max 100000' }] },
    { op: 'writeKernelFile', path: `${directory}/pids.max` },
    { op: 'onFailure', undo: [{ data: 'max' }] },
    { op: 'writeKernelFile', path: `${directory}/io.max` },
  ]);
  t.end();
});

t.test('real time is given to the cgroups above first, which may have none', (t) => {
  const deep = { ...plainRecord.cgroup, directories: ['/sys/fs/cgroup/cpu/a/c1'] };
  const container = containerOf({ cgroup: deep });
  const plan = planned({ cpu: { realtimeRuntime: 100 } }, { container });
  t.match(trackOf(plan, 'running'), [
    { path: '/sys/fs/cgroup/cpu/a/cpu.rt_runtime_us', onErrno: [{ errno: 0, then: 'ignore' }] },
    { path: '/sys/fs/cgroup/cpu/a/c1/cpu.rt_runtime_us' },
  ]);
  t.end();
});
