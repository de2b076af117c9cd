import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Json } from '../support/json.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { slowness } from '../support/wait.ts';

/** The user of the machine, who has subordinate ids, lingers, and has a delegated user manager. */
const uid = 1000;

const namespaces = ['user', 'pid', 'ipc', 'uts', 'mount', 'network', 'cgroup'].map((type) => {
  return { type };
});
const mappings = [
  { containerID: 0, hostID: uid, size: 1 },
  { containerID: 1, hostID: 100_000, size: 65_536 },
];
const mounts = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
  { destination: '/sys', type: 'none', source: '/sys', options: ['rbind', 'ro'] },
  { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['ro'] },
];

/** Gives the stage to the user, with a program that tells what it sees. */
function prepare(stage: Stage, linux: Json): void {
  const script =
    'id -u; cat /proc/self/cgroup; cat /proc/self/uid_map | wc -l; touch /tmp/x && chown 5:5 /tmp/x && stat -c %u /tmp/x';
  const sets = ['bounding', 'effective', 'permitted'].map((set) => [set, ['CAP_CHOWN']]);
  const capabilities = Object.fromEntries(sets);
  stage.configure({ process: { args: ['sh', '-c', script], capabilities }, mounts });
  const path = join(stage.bundle, 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  config.linux = { namespaces, uidMappings: mappings, gidMappings: mappings, ...Object(linux) };
  writeFileSync(path, JSON.stringify(config));
  spawnSync('chown', ['-hR', `${uid}:${uid}`, stage.directory]);
  chmodSync(stage.directory, 0o755);
}

/** A life cycle in shell: what the cgroup has is looked at while the container is created. */
function lifeCycle(stage: Stage, ...files: readonly string[]): string {
  const pelagos = `${stage.runtime} --root ${stage.root}`;
  const looks = files.map((file) => `cat /sys/fs/cgroup$group/${file}`);
  return [
    'set -e',
    `${pelagos} create --bundle ${stage.bundle} --pid-file ${stage.pidFile} ${stage.id}`,
    `pid=$(cat ${stage.pidFile})`,
    'group=$(cut -d: -f3 /proc/$pid/cgroup)',
    'echo "own $(cut -d: -f3 /proc/self/cgroup)"',
    'echo "its $group"',
    ...looks,
    `${pelagos} start ${stage.id}`,
    'while kill -0 $pid 2>/dev/null; do sleep 0.1; done',
    `${pelagos} delete ${stage.id}`,
    'if test -e "/sys/fs/cgroup$group"; then echo "its cgroup is left"; fi',
  ].join('\n');
}

function run(argv: readonly string[], script: string): { code: number | null; text: string } {
  const [program = '', ...rest] = argv;
  const timeout = 20_000 * slowness;
  const options = { encoding: 'utf8', input: '', timeout } as const;
  const { status, stdout, stderr } = spawnSync(program, [...rest, 'sh', '-c', script], options);
  return { code: status, text: stdout + stderr };
}

const inUserSession = [
  'systemd-run',
  '--machine=user@',
  '--user',
  '--pipe',
  '--wait',
  '--quiet',
  '--property=Delegate=yes',
];

const service = [
  'systemd-run',
  '--pipe',
  '--wait',
  '--quiet',
  '--property=Delegate=yes',
  `--uid=${uid}`,
  `--gid=${uid}`,
];

const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--init-groups', '--'];

const inside = '0\n0::/\n2\n5\n';

onStage(t, 'a user with a delegated session has containers with limits', (t, stage) => {
  const resources = {
    memory: { limit: 1 << 26 },
    cpu: { quota: 20_000, period: 100_000, shares: 512 },
    pids: { limit: 50 },
  };
  prepare(stage, { resources });
  const files = ['memory.max', 'cpu.max', 'cpu.weight', 'pids.max'];
  const { code, text } = run(inUserSession, lifeCycle(stage, ...files));
  const slice = '/user\\.slice/user-1000\\.slice/user@1000\\.service/app\\.slice';
  const own = `own ${slice}/run-\\w+\\.service\nits ${slice}/${stage.id}\n`;
  t.match(text, new RegExp(`^${own}67108864\n20000 100000\n59\n50\n${inside}$`));
  t.equal(code, 0, text);
});

onStage(t, 'a limit of a controller that is not delegated is refused', (t, stage) => {
  prepare(stage, { resources: { cpu: { cpus: '0' } } });
  const { code, text } = run(inUserSession, lifeCycle(stage));
  t.not(code, 0);
  t.match(text, /cpuset/);
});

onStage(t, 'a user to whom only his own cgroup is delegated has his there', (t, stage) => {
  prepare(stage, {});
  const { code, text } = run(service, lifeCycle(stage));
  const own = '/system\\.slice/run-\\w+\\.service';
  t.match(text, new RegExp(`^own ${own}\nits ${own}/${stage.id}\n${inside}$`));
  t.equal(code, 0, text);
});

onStage(t, 'a user without any cgroup of his has containers without limits', (t, stage) => {
  prepare(stage, {});
  const { code, text } = run(asUser, lifeCycle(stage));
  const own = '/system\\.slice/pelagos-vm\\.service';
  t.match(text, new RegExp(`^own ${own}\nits ${own}\n${inside}`));
  t.equal(code, 0, text);
});

onStage(t, 'and is told so when he asks for a limit', (t, stage) => {
  prepare(stage, { resources: { pids: { limit: 50 } } });
  const { code, text } = run(asUser, lifeCycle(stage));
  t.not(code, 0);
  t.match(
    text,
    /\/linux\/resources\/pids\/limit: cannot be honoured: the caller may make no cgroups/,
  );
});

onStage(t, 'the configuration that spec --rootless writes runs for a user', (t, stage) => {
  prepare(stage, {});
  const config = join(stage.bundle, 'config.json');
  const [cd, pelagos] = [`cd ${stage.bundle}`, `${stage.runtime} --root ${stage.root}`];
  const edit = `sed -i 's/"terminal": true/"terminal": false/; s/"sh"$/"sh", "-c", "id -u"/; s#PATH=[^"]*#PATH=/bin#' config.json`;
  const script = `${cd}; rm ${config}; ${pelagos} spec --rootless; ${edit}; ${lifeCycle(stage)}`;
  const { code, text } = run(inUserSession, script);
  t.match(text, /\n0\n$/);
  t.equal(code, 0, text);
});
