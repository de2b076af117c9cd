import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cgroupFolder, membership } from '../support/cgroups.ts';
import type { Json } from '../support/json.ts';
import { readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { isLoaded, shown, systemctl } from '../support/systemctl.ts';
import { eventually, slowness } from '../support/wait.ts';

const globals = ['--systemd-cgroup'];
const megabyte = 1 << 20;

function create(stage: Stage) {
  return stage.create({ globals });
}

const scope = (stage: Stage) => `test-${stage.id}.scope`;

/** A container in system.slice, with a name that others cannot have. */
function configure(stage: Stage, linux: Json = {}, rest: Json = {}): void {
  const cgroupsPath = `system.slice:test:${stage.id}`;
  const process = { args: ['sleep', '1000'] };
  stage.configure({ process, linux: { cgroupsPath, ...Object(linux) }, ...Object(rest) });
}

onStage(t, 'a container is a scope of systemd, in the slice that its path names', (t, stage) => {
  configure(stage);
  succeed('create', create(stage));
  t.equal(membership(stage.pid).get(''), `/system.slice/${scope(stage)}`);
  const names = ['Slice', 'Delegate', 'DefaultDependencies', 'Description', 'ActiveState'];
  t.match(shown(scope(stage), ...names), {
    Slice: 'system.slice',
    Delegate: 'yes',
    DefaultDependencies: 'no',
    Description: `pelagos container ${stage.id}`,
    ActiveState: 'active',
  });
  t.equal(stage.status(), 'created');
  succeed('start', stage.start());
  succeed('exec', stage.run(['exec', stage.id, 'true']));
  const { stdout } = stage.run(['exec', stage.id, 'cat', '/proc/self/cgroup']);
  t.equal(stdout.trim(), `0::/system.slice/${scope(stage)}`);
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  succeed('delete', stage.delete());
  t.ok(
    eventually(() => !isLoaded(scope(stage))),
    'nothing of the unit is left',
  );
  t.notOk(existsSync(`/sys/fs/cgroup/system.slice/${scope(stage)}`));
});

onStage(t, 'slices are made where they are missing, each in the one above', (t, stage) => {
  const top = `t${process.pid}`;
  stage.configure({ linux: { cgroupsPath: `${top}-a-b.slice:test:${stage.id}` } });
  succeed('create', create(stage));
  const path = `/${top}.slice/${top}-a.slice/${top}-a-b.slice/${scope(stage)}`;
  t.equal(membership(stage.pid).get(''), path);
  succeed('delete', stage.delete());
  systemctl('stop', `${top}.slice`);
  t.ok(eventually(() => !existsSync(`/sys/fs/cgroup/${top}.slice`)));
});

onStage(t, 'without a path the unit is pelagos-ID.scope in system.slice', (t, stage) => {
  stage.configure({ linux: { cgroupsPath: null } });
  succeed('create', create(stage));
  t.equal(membership(stage.pid).get(''), `/system.slice/pelagos-${stage.id}.scope`);
  succeed('delete', stage.delete());
});

const resources = {
  memory: { limit: 64 * megabyte, reservation: 32 * megabyte, swap: 80 * megabyte },
  cpu: { shares: 512, quota: 20_000, period: 50_000, cpus: '0', mems: '0' },
  pids: { limit: 70 },
  blockIO: { weight: 200 },
};

const files: Readonly<Record<string, string>> = {
  'memory.max': `${64 * megabyte}`,
  'memory.low': `${32 * megabyte}`,
  'memory.swap.max': `${16 * megabyte}`,
  'cpu.weight': '59',
  'cpu.max': '20000 50000',
  'cpuset.cpus': '0',
  'pids.max': '70',
};

function limits(stage: Stage): Record<string, string> {
  const folder = cgroupFolder(stage.pid, '');
  return Object.fromEntries(
    Object.keys(files).map((name) => [name, readOr(join(folder, name), 'missing').trim()]),
  );
}

onStage(
  t,
  'limits are in the files and in the properties, and stay at daemon-reload',
  (t, stage) => {
    configure(stage, { resources: { ...resources, blockIO: null } });
    succeed('create', create(stage));
    t.same(limits(stage), files);
    const names = ['MemoryMax', 'MemoryLow', 'TasksMax', 'CPUWeight', 'CPUQuotaPerSecUSec'];
    t.match(shown(scope(stage), ...names, 'AllowedCPUs'), {
      MemoryMax: `${64 * megabyte}`,
      MemoryLow: `${32 * megabyte}`,
      TasksMax: '70',
      CPUWeight: '59',
      CPUQuotaPerSecUSec: '400ms',
      AllowedCPUs: '0',
    });
    systemctl('daemon-reload');
    t.same(limits(stage), files);
    succeed('delete', stage.delete());
  },
);

onStage(t, 'what update sets stays at daemon-reload, without --systemd-cgroup', (t, stage) => {
  configure(stage, { resources: { memory: { limit: 64 * megabyte }, pids: { limit: 70 } } });
  succeed('create', create(stage));
  const flags = ['--memory', `${96 * megabyte}`, '--pids-limit', '33', '--cpu-quota', '30000'];
  succeed('update', stage.run(['update', ...flags, stage.id]));
  const expected = { 'memory.max': `${96 * megabyte}`, 'pids.max': '33' };
  t.match(limits(stage), { ...expected, 'cpu.max': '30000 100000' });
  systemctl('daemon-reload');
  t.match(limits(stage), { ...expected, 'cpu.max': '30000 100000' });
  t.match(shown(scope(stage), 'TasksMax', 'MemoryMax'), { TasksMax: '33' });
  succeed('delete', stage.delete());
});

onStage(
  t,
  'no device is taken away while systemd reads its configuration again and again',
  (t, stage) => {
    const devices = [
      { allow: false, access: 'rwm' },
      { allow: true, type: 'c', major: 1, minor: 11, access: 'r' },
    ];
    const script =
      'while test ! -e /stop; do echo x >/dev/null || { echo denied; exit 1; }; done; echo fine';
    configure(stage, { resources: { devices } }, { process: { args: ['sh', '-c', script] } });
    succeed('create', create(stage));
    t.match(shown(scope(stage), 'DevicePolicy', 'DeviceAllow'), {
      DevicePolicy: 'strict',
      DeviceAllow: /\/dev\/char\/1:11 r/,
    });
    succeed('start', stage.start());
    for (let round = 0; round < 4; round += 1) systemctl('daemon-reload');
    t.equal(stage.output(), '');
    succeed('exec', stage.run(['exec', stage.id, 'sh', '-c', 'true >/dev/null']));
    // It may be killed in turn: the container ends as soon as the file is there.
    stage.run(['exec', stage.id, 'touch', '/stop']);
    t.ok(stage.ended(20_000));
    t.equal(stage.output(), 'fine\n');
    succeed('delete', stage.delete());
  },
  { timeout: 120_000 },
);

onStage(t, 'annotations set properties of the unit', (t, stage) => {
  const annotations = {
    'org.systemd.property.KillSignal': '15',
    'org.systemd.property.TimeoutStopSec': '7',
    'org.systemd.property.After': "['dbus.service']",
    'org.systemd.property.CollectMode': "'inactive-or-failed'",
  };
  configure(stage, {}, { annotations });
  succeed('create', create(stage));
  t.match(shown(scope(stage), 'KillSignal', 'TimeoutStopUSec', 'After'), {
    KillSignal: '15',
    TimeoutStopUSec: '7s',
    After: /dbus\.service/,
  });
  succeed('delete', stage.delete());
});

onStage(t, 'a property that systemd does not know is told in its words', (t, stage) => {
  configure(stage, {}, { annotations: { 'org.systemd.property.NoSuch': 'true' } });
  const { code, stderr } = create(stage);
  t.equal(code, 1);
  t.match(stderr, new RegExp(`cannot start the unit ${scope(stage)} of systemd: .*NoSuch`));
  t.match(stderr, /\(config\.json: \/linux\/cgroupsPath\)/);
});

onStage(t, 'a unit of that name that others have is left alone', (t, stage) => {
  configure(stage);
  const unit = scope(stage);
  const kept = spawnSync('sh', [
    '-c',
    `systemd-run --quiet --scope --unit ${unit} sleep 300 >/dev/null 2>&1 & echo $!`,
  ]);
  t.equal(kept.status, 0);
  t.ok(eventually(() => shown(unit, 'ActiveState')['ActiveState'] === 'active'));
  const { code, stderr } = create(stage);
  t.equal(code, 1);
  t.match(stderr, new RegExp(`UnitExists.*systemctl stop ${unit}`));
  t.equal(shown(unit, 'ActiveState')['ActiveState'], 'active', 'it runs on');
  systemctl('stop', unit);
});

onStage(t, 'a container can be created anew as soon as it is deleted', (t, stage) => {
  configure(stage);
  for (let round = 0; round < 5; round += 1) {
    succeed('create', create(stage));
    succeed('delete', stage.delete('--force'));
  }
  t.pass();
});

onStage(t, 'a container that ran out of memory leaves no failed unit', (t, stage) => {
  const script = 'exec tail /dev/zero';
  const memory = { limit: 16 * megabyte, swap: 16 * megabyte };
  configure(stage, { resources: { memory } }, { process: { args: ['sh', '-c', script] } });
  succeed('create', create(stage));
  succeed('start', stage.start());
  t.ok(stage.ended(20_000));
  succeed('delete', stage.delete());
  t.ok(eventually(() => !isLoaded(scope(stage))));
});

onStage(t, 'pause, resume, kill and delete need no word about systemd', (t, stage) => {
  configure(stage);
  succeed('create', create(stage));
  succeed('start', stage.start());
  succeed('pause', stage.run(['pause', stage.id]));
  t.equal(stage.status(), 'paused');
  succeed('resume', stage.run(['resume', stage.id]));
  succeed('delete', stage.delete('--force'));
  t.ok(eventually(() => !isLoaded(scope(stage))));
});

onStage(t, 'what a killed create leaves is found by delete --force', (t, stage) => {
  for (const milliseconds of [60, 150, 250, 400]) {
    configure(stage);
    const wrapper = ['timeout', '-s', 'KILL', `${(milliseconds * slowness) / 1000}`];
    stage.create({ globals, wrapper });
    stage.delete('--force');
    t.ok(
      eventually(() => !isLoaded(scope(stage))),
      `${milliseconds} ms`,
    );
    t.notOk(existsSync(`/sys/fs/cgroup/system.slice/${scope(stage)}`));
  }
});

onStage(t, 'a create makes one call, and exec none', (t, stage) => {
  configure(stage);
  const trace = stage.path('trace');
  const wrapper = ['strace', '-qq', '-o', trace, '-e', 'trace=connect'];
  succeed('create', stage.create({ globals, wrapper, timeout: 60_000 }));
  t.equal(readFileSync(trace, 'utf8').match(/system_bus_socket/g)?.length, 1);
  succeed('start', stage.start());
  const argv = [stage.runtime, '--root', stage.root, 'exec', '--detach', stage.id, 'true'];
  succeed('exec', stage.callDetached([...wrapper, ...argv], { timeout: 60_000 }));
  t.notMatch(readFileSync(trace, 'utf8'), /system_bus_socket/);
  succeed('delete', stage.delete('--force'));
});
