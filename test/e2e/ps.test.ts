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

onStage(t, 'ps says that it takes no options of ps(1)', (t, stage) => {
  succeed('create', stage.create());
  const { code, stdout, stderr } = stage.run(['ps', stage.id, '-o', 'pid']);
  t.same([code, stdout], [1, '']);
  t.match(stderr, /ps takes no options of ps\(1\): current value is "-o pid"/);
});
