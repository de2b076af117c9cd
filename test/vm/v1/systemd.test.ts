/** Cgroups of version 1 that systemd manages: PELAGOS_VM_CGROUPS=hybrid|legacy hack/test-vm */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { cgroupFolder, hierarchyRoot, isUnified, membership } from '../../support/cgroups.ts';
import type { Json } from '../../support/json.ts';
import { readOr } from '../../support/processes.ts';
import { onStage, type Stage, succeed } from '../../support/stage.ts';
import { isLoaded, shown, systemctl } from '../../support/systemctl.ts';
import { eventually } from '../../support/wait.ts';

const megabyte = 1 << 20;
const scope = (stage: Stage) => `test-${stage.id}.scope`;
const path = (stage: Stage) => `/system.slice/${scope(stage)}`;

function create(stage: Stage, resources: Json = {}, process: Json = { args: ['sleep', '1000'] }) {
  const cgroupsPath = `system.slice:test:${stage.id}`;
  const namespaces = ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type }));
  stage.configure({ process, linux: { cgroupsPath, namespaces, resources } });
  return succeed('create', stage.create({ globals: ['--systemd-cgroup'] }));
}

/** The folders of the container's cgroup, one a hierarchy. */
function folders(stage: Stage): string[] {
  return [...membership(stage.pid).keys()].map((key) => join(hierarchyRoot(key), path(stage)));
}

/** Deletes the container, of which nothing may be left. */
function assertDeleted(t: Test, stage: Stage): void {
  const all = folders(stage);
  succeed('delete', stage.delete('--force'));
  const left = () => all.filter((folder) => existsSync(folder));
  eventually(() => left().length === 0 && !isLoaded(scope(stage)));
  t.same(left(), [], 'no cgroup is left');
  t.notOk(isLoaded(scope(stage)), 'nothing of the unit is left');
}

const files: readonly (readonly [controller: string, file: string, value: string])[] = [
  ['memory', 'memory.limit_in_bytes', `${64 * megabyte}`],
  ['cpu', 'cpu.shares', '512'],
  ['cpu', 'cpu.cfs_quota_us', '20000'],
  ['cpu', 'cpu.cfs_period_us', '50000'],
  ['cpuset', 'cpuset.cpus', '0'],
  ['pids', 'pids.max', '70'],
];

function limits(stage: Stage): string[] {
  return files.map(([controller, file]) =>
    readOr(join(cgroupFolder(stage.pid, controller), file), 'missing').trim(),
  );
}

const resources = {
  memory: { limit: 64 * megabyte },
  cpu: { shares: 512, quota: 20_000, period: 50_000, cpus: '0' },
  pids: { limit: 70 },
};

t.notOk(isUnified(), 'the machine was booted with PELAGOS_VM_CGROUPS=hybrid or legacy');

onStage(t, "a container and what is executed in it are in the unit's cgroups", (t, stage) => {
  create(stage);
  t.same([...new Set(membership(stage.pid).values())], [path(stage)]);
  t.match(shown(scope(stage), 'Slice', 'Delegate', 'ActiveState'), {
    Slice: 'system.slice',
    Delegate: 'yes',
    ActiveState: 'active',
  });
  succeed('start', stage.start());
  const { stdout } = succeed('exec', stage.run(['exec', stage.id, 'cat', '/proc/self/cgroup']));
  t.equal(stdout, readOr(`/proc/${stage.pid}/cgroup`));
  assertDeleted(t, stage);
});

onStage(
  t,
  'limits are in the files and in the properties, and stay at daemon-reload',
  (t, stage) => {
    create(stage, resources);
    const wanted = files.map(([, , value]) => value);
    t.same(limits(stage), wanted);
    t.match(shown(scope(stage), 'MemoryLimit', 'TasksMax', 'CPUShares', 'CPUQuotaPerSecUSec'), {
      MemoryLimit: `${64 * megabyte}`,
      TasksMax: '70',
      CPUShares: '512',
      CPUQuotaPerSecUSec: '400ms',
    });
    systemctl('daemon-reload');
    t.same(limits(stage), wanted);
    assertDeleted(t, stage);
  },
);

onStage(t, 'what update sets stays at daemon-reload, without --systemd-cgroup', (t, stage) => {
  create(stage, resources);
  const flags = ['--memory', `${96 * megabyte}`, '--pids-limit', '33', '--cpu-share', '256'];
  succeed('update', stage.run(['update', ...flags, stage.id]));
  const wanted = [`${96 * megabyte}`, '256', '20000', '50000', '0', '33'];
  t.same(limits(stage), wanted);
  systemctl('daemon-reload');
  t.same(limits(stage), wanted);
  assertDeleted(t, stage);
});

onStage(t, 'rules for devices are kept at daemon-reload', (t, stage) => {
  const devices = [
    { allow: false, access: 'rwm' },
    { allow: true, type: 'c', major: 1, minor: 11, access: 'r' },
  ];
  create(stage, { devices });
  const list = join(cgroupFolder(stage.pid, 'devices'), 'devices.list');
  const before = readOr(list).trim().split('\n').sort();
  t.ok(before.includes('c 1:11 r'), before.join(', '));
  t.notOk(before.includes('a *:* rwm'), 'control');
  systemctl('daemon-reload');
  t.same(readOr(list).trim().split('\n').sort(), before);
  assertDeleted(t, stage);
});

onStage(t, 'a container is paused, resumed and killed', (t, stage) => {
  create(stage);
  succeed('start', stage.start());
  succeed('pause', stage.run(['pause', stage.id]));
  t.equal(stage.status(), 'paused');
  succeed('resume', stage.run(['resume', stage.id]));
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  t.equal(stage.status(), 'stopped');
  succeed('delete', stage.delete());
  t.ok(
    eventually(() => !isLoaded(scope(stage))),
    'nothing of the unit is left',
  );
});
