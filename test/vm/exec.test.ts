import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { cgroupFolder, membership } from '../support/cgroups.ts';
import type { Json } from '../support/json.ts';
import { readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const listed = (...types: readonly string[]) => types.map((type) => ({ type }));
const mounts: Json = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] },
  { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['rw'] },
];

/** What systemd and nested runtimes do first: they leave their cgroup, and hand its controllers down. */
const handDown =
  'cd /sys/fs/cgroup && mkdir init.scope && echo $$ > init.scope/cgroup.procs && ' +
  'echo +memory > cgroup.subtree_control && echo ready; exec sleep 1000';

async function nested(t: Test, stage: Stage): Promise<void> {
  stage.configure({
    mounts,
    process: { args: ['sh', '-c', handDown] },
    linux: { namespaces: listed('pid', 'ipc', 'uts', 'mount', 'cgroup') },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  for (let wait = 0; wait < 300 && stage.output() === ''; wait++) {
    await new Promise((done) => setTimeout(done, 100));
  }
  t.equal(stage.output(), 'ready\n', stage.errors());
}

const exec = (stage: Stage, flags: readonly string[], ...command: readonly string[]) =>
  stage.run(['exec', ...flags, stage.id, ...command]);

onStage(
  t,
  'exec goes where init is when the container hands its controllers down',
  async (t, stage) => {
    await nested(t, stage);
    const own = join('/sys/fs/cgroup', stage.id);
    t.match(readOr(`${own}/cgroup.subtree_control`), 'memory', 'control');
    t.equal(membership(stage.pid).get(''), `/${stage.id}/init.scope`, 'control');
    const { stdout } = succeed('exec', exec(stage, [], 'cat', '/proc/self/cgroup'));
    t.equal(stdout, '0::/init.scope\n');
  },
);

onStage(
  t,
  'exec --cgroup of a cgroup that hands controllers down is refused, one below it not',
  async (t, stage) => {
    await nested(t, stage);
    const folder = join('/sys/fs/cgroup', stage.id, 'busy');
    mkdirSync(join(folder, 'leaf'), { recursive: true });
    writeFileSync(`${folder}/cgroup.subtree_control`, '+memory');
    const refused = exec(stage, ['--cgroup', 'busy'], 'true');
    t.equal(refused.code, 255);
    t.match(refused.stderr, /the cgroup hands controllers down/);
    const { stdout } = succeed(
      'exec',
      exec(stage, ['--cgroup', 'busy/leaf'], 'cat', '/proc/self/cgroup'),
    );
    t.equal(stdout, '0::/busy/leaf\n');
  },
);

onStage(
  t,
  'exec goes to the cgroup of the container as long as processes may be there',
  (t, stage) => {
    stage.configure({ process: { args: ['sleep', '1000'] } });
    succeed('create', stage.create());
    const { stdout } = succeed('exec', exec(stage, [], 'cat', '/proc/self/cgroup'));
    t.equal(stdout, `0::/${stage.id}\n`);
    t.equal(cgroupFolder(stage.pid, 'pids'), join('/sys/fs/cgroup', stage.id));
  },
);
