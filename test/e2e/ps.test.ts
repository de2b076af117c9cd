import t from 'tap';
import { cgroupFolder } from '../support/cgroups.ts';
import { hasEnded, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const pidsOf = (stage: Stage): number[] =>
  JSON.parse(succeed('ps', stage.run(['ps', '--format', 'json', stage.id])).stdout);

onStage(t, 'ps knows every process of a container by the pid of the host', (t, stage) => {
  stage.configure({ process: { args: ['sh', '-c', 'sleep 100 & sleep 100 & wait'] } });
  succeed('create', stage.create());
  t.same(pidsOf(stage), [stage.pid], 'init alone');
  succeed('start', stage.start());
  t.ok(eventually(() => pidsOf(stage).length === 3));
  const folder = cgroupFolder(stage.pid, 'pids');
  const members = readOr(`${folder}/cgroup.procs`).trim().split('\n').map(Number);
  t.same(
    pidsOf(stage),
    members.sort((a, b) => a - b),
  );
  const [heading, ...rows] = succeed('ps', stage.run(['ps', stage.id]))
    .stdout.trim()
    .split('\n');
  t.match(heading, /^UID +PID +PPID +C STIME TTY +TIME CMD$/);
  t.equal(rows.length, 3);
  t.match(rows[0], new RegExp(`^root +${stage.pid} .* sh -c sleep 100 & sleep 100 & wait$`));
  succeed('kill', stage.kill('KILL'));
  t.ok(eventually(() => members.every(hasEnded)));
  t.same(pidsOf(stage), []);
});

onStage(t, 'ps of a missing container fails as clients know it', (t, stage) => {
  const { code, stderr } = stage.run(['ps', stage.id]);
  t.equal(code, 1);
  t.match(stderr, /container does not exist/);
});

onStage(
  t,
  'options after the id are for ps(1), of whose table the container has its lines',
  (t, stage) => {
    stage.configure({ process: { args: ['sleep', '100'] } });
    succeed('create', stage.create());
    succeed('start', stage.start());
    const table = (...options: readonly string[]) => stage.run(['ps', stage.id, ...options]);
    const { stdout } = succeed('ps', table('-e', '-o', 'comm,pid'));
    t.match(stdout, new RegExp(`^COMMAND +PID\\nsleep +${stage.pid}\\n$`));
    t.match(table('aux').stdout, /^USER .*\n.* sleep 100\n$/);
    const noPids = table('-e', '-o', 'comm');
    t.same([noPids.code, noPids.stdout], [1, '']);
    t.match(noPids.stderr, /the table has no column PID/);
    t.match(table('--no-such-option'), { code: 1, stderr: /ps exited with code 1: error: / });
  },
);
