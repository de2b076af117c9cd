import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { giveRootfsTo, statusField } from '../support/inside.ts';
import type { JsonObject } from '../support/json.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const profile = 'pelagos-test';
const profileText = `abi <abi/3.0>,
profile ${profile} flags=(attach_disconnected) {
  file, capability, mount, umount, signal, unix, ptrace,
  deny /etc/forbidden r,
}
`;

function loadProfile(stage: Stage): void {
  const path = stage.path('profile');
  writeFileSync(path, profileText);
  const { status, stderr } = spawnSync('apparmor_parser', ['--replace', '--skip-cache', path]);
  if (status !== 0) throw new Error(`apparmor_parser: ${stderr}`);
  writeFileSync(join(stage.rootfs, 'etc/forbidden'), 'secret\n');
}

for (const noNewPrivileges of [false, true]) {
  onStage(
    t,
    `an AppArmor profile confines the program, noNewPrivileges ${noNewPrivileges}`,
    (t, stage) => {
      loadProfile(stage);
      const script = 'cat /proc/self/attr/current; cat /etc/forbidden 2>&1; cat /etc/group';
      const process = { apparmorProfile: profile, noNewPrivileges };
      const text = stage.capture(script, { process });
      t.match(text, /^pelagos-test \(enforce\)\n.*Permission denied\nroot:x:0:\n$/);
      const free = stage.capture(script, { process: { noNewPrivileges } });
      t.match(free, /^unconfined\nsecret\n/);
    },
  );
}

onStage(t, 'an AppArmor profile that is not loaded is refused', (t, stage) => {
  stage.configure({ process: { apparmorProfile: 'pelagos-unknown' } });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /"pelagos-unknown".*load it .*apparmor_parser.*\/process\/apparmorProfile/);
});

const low = ['prlimit', '--nofile=512:512', '--core=0:0', '--'];
const rlimits = [
  { type: 'RLIMIT_NOFILE', soft: 2048, hard: 65_536 },
  { type: 'RLIMIT_CORE', soft: 4096, hard: 8192 },
];

onStage(t, 'limits are raised above those of the caller', (t, stage) => {
  const script = 'ulimit -Sn; ulimit -Hn; ulimit -Sc; ulimit -Hc';
  const text = stage.capture(script, { process: { rlimits } }, { wrapper: low });
  t.equal(text, '2048\n65536\n8\n16\n', 'core files are counted in blocks of 512 bytes');
});

onStage(t, 'without CAP_SYS_RESOURCE they are not, and the message says so', (t, stage) => {
  stage.configure({ process: { rlimits } });
  const wrapper = [...low, 'setpriv', '--bounding-set=-sys_resource', '--'];
  const { code, stderr } = stage.create({ wrapper });
  t.equal(code, 1);
  t.match(stderr, /CAP_SYS_RESOURCE.*\/process\/rlimits\/0/);
});

onStage(t, 'the OOM score is adjusted below that of the caller', (t, stage) => {
  for (const oomScoreAdj of [-1000, -500, 0, 1000]) {
    const text = stage.capture('cat /proc/self/oom_score_adj', { process: { oomScoreAdj } });
    t.equal(text, `${oomScoreAdj}\n`);
  }
});

onStage(t, 'a container can have every capability', (t, stage) => {
  const own = readFileSync('/proc/self/status', 'utf8');
  const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
  t.equal(
    statusField(own, 'CapEff'),
    ((1n << BigInt(last + 1)) - 1n).toString(16).padStart(16, '0'),
  );
  const { stdout } = succeed('features', stage.run(['features']));
  const { linux } = JSON.parse(stdout) as { readonly linux: JsonObject };
  const all = linux['capabilities'] ?? [];
  const sets = ['bounding', 'effective', 'permitted', 'inheritable', 'ambient'];
  const capabilities = Object.fromEntries(sets.map((set) => [set, all]));
  const text = stage.capture('cat /proc/self/status', { process: { capabilities } });
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
    t.equal(statusField(text, set), statusField(own, 'CapEff'), set);
  }
});

onStage(t, 'the configuration that spec writes runs from beginning to end', (t, stage) => {
  const path = join(stage.bundle, 'config.json');
  spawnSync('rm', [path]);
  succeed('spec', stage.run(['spec', '--bundle', stage.bundle]));
  const config = JSON.parse(readFileSync(path, 'utf8'));
  config.process.terminal = false;
  const env = ['PATH=/bin'];
  const script =
    'cat /proc/self/cgroup; ls /sys/fs/cgroup/cgroup.procs; ls /sys/firmware /proc/acpi /proc/scsi; ' +
    'cat /proc/kcore | wc -c; echo x > /proc/sys/kernel/domainname || echo read-only';
  config.process = { ...config.process, env, args: ['sh', '-c', `${script} 2>/dev/null`] };
  writeFileSync(path, JSON.stringify(config));
  const text = stage.captureConfigured();
  t.match(text, /^0::\/\n\/sys\/fs\/cgroup\/cgroup\.procs\n/);
  t.match(text, /\n0\nread-only\n$/);
});

/** Before Linux 6.15 an unattached mount cannot be cloned: one mount then hides all directories. */
onStage(t, 'many files and directories are masked on an older kernel', (t, stage) => {
  t.match(readFileSync('/proc/sys/kernel/osrelease', 'utf8'), /^[1-5]\.|^6\.\d\.|^6\.1[0-4]\./);
  const directories = ['/etc', '/mnt', '/root', '/tmp', '/proc/fs', '/proc/irq'];
  const files = ['/bin/one', '/bin/two', '/proc/kcore', '/proc/keys'];
  const script =
    `for d in ${directories.join(' ')}; do ls -A $d | wc -l; touch $d/x 2>/dev/null && echo open; done; ` +
    `for f in ${files.join(' ')}; do test -c $f && echo null; done`;
  const linux = {
    maskedPaths: [...directories, ...files],
    readonlyPaths: ['/proc/sys', '/proc/bus'],
  };
  for (const file of ['root/secret', 'bin/one', 'bin/two']) {
    writeFileSync(join(stage.rootfs, file), 'secret');
  }
  const expected = '0\n'.repeat(directories.length) + 'null\n'.repeat(files.length);
  t.equal(stage.capture(script, { linux }), expected);
  giveRootfsTo(stage, 100_000);
  const mapping = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
  const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount', 'user'].map((type) => ({ type }));
  const mapped = { ...linux, namespaces, uidMappings: mapping, gidMappings: mapping };
  t.equal(stage.capture(script, { linux: mapped }), expected);
});
