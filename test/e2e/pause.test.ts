import t from 'tap';
import { background } from '../support/background.ts';
import { hasEnded } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const pause = (stage: Stage) => stage.run(['pause', stage.id]);
const resume = (stage: Stage) => stage.run(['resume', stage.id]);
const counter = 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done';

function run(stage: Stage, script = counter): void {
  stage.configure({ process: { args: ['sh', '-c', script] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
}

onStage(t, 'a paused container stands still until it is resumed', async (t, stage) => {
  run(stage);
  t.ok(eventually(() => stage.output().length > 4));
  const { code, stdout, stderr } = pause(stage);
  t.same([code, stdout, stderr], [0, '', '']);
  t.equal(stage.status(), 'paused');
  const before = stage.output();
  await new Promise((done) => setTimeout(done, 300));
  t.equal(stage.output(), before, 'nothing runs');
  t.match(JSON.parse(succeed('list', stage.run(['list', '-f', 'json'])).stdout), [
    { status: 'paused', pid: stage.pid },
  ]);
  succeed('resume', resume(stage));
  t.equal(stage.status(), 'running');
  t.ok(
    eventually(() => stage.output().length > before.length),
    'it goes on',
  );
});

onStage(t, 'pausing twice, and resuming what runs, fail as clients know it', (t, stage) => {
  run(stage);
  const early = resume(stage);
  t.same([early.code, early.stderr.includes('container not paused')], [1, true]);
  succeed('pause', pause(stage));
  const twice = pause(stage);
  t.same([twice.code, twice.stderr.includes('container not running')], [1, true]);
  t.equal(stage.status(), 'paused');
});

onStage(t, 'a created container can be paused, and starts once it is resumed', (t, stage) => {
  succeed('create', stage.create());
  succeed('pause', pause(stage));
  t.equal(stage.status(), 'paused');
  const start = stage.start();
  t.equal(start.code, 1);
  t.match(start.stderr, /cannot start a container in the paused state/);
  succeed('resume', resume(stage));
  t.equal(stage.status(), 'created');
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.equal(stage.output(), 'ran\n');
});

onStage(t, 'SIGKILL ends a paused container, and another signal waits', (t, stage) => {
  run(stage);
  succeed('pause', pause(stage));
  succeed('kill', stage.kill('TERM'));
  t.equal(stage.status(), 'paused');
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  t.equal(stage.status(), 'stopped');
});

onStage(t, 'SIGKILL ends all that is paused without a pid namespace of its own', (t, stage) => {
  const namespaces = ['ipc', 'uts', 'mount'].map((type) => ({ type }));
  stage.configure({
    process: { args: ['sh', '-c', 'sleep 100 & sleep 100 & wait'] },
    linux: { namespaces },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const pids = () => JSON.parse(stage.run(['ps', '-f', 'json', stage.id]).stdout) as number[];
  t.ok(eventually(() => pids().length === 3));
  const all = pids();
  succeed('pause', pause(stage));
  succeed('kill', stage.kill('KILL'));
  t.ok(eventually(() => all.every(hasEnded)));
});

onStage(t, 'a paused container wants force to be deleted', (t, stage) => {
  run(stage);
  succeed('pause', pause(stage));
  const refused = stage.delete();
  t.equal(refused.code, 1);
  t.match(refused.stderr, `cannot delete container ${stage.id} that is not stopped: paused`);
  succeed('delete', stage.delete('--force'));
  t.match(stage.status(), 'container does not exist');
});

onStage(t, 'what has stopped or never was can be neither paused nor resumed', (t, stage) => {
  t.match(pause(stage), { code: 1, stderr: /container does not exist/ });
  t.match(resume(stage), { code: 1, stderr: /container does not exist/ });
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.match(pause(stage), { code: 1, stderr: /container not running/ });
  t.match(resume(stage), { code: 1, stderr: /container not paused/ });
});

onStage(t, 'a container that is killed while it is being paused ends', (t, stage) => {
  for (let round = 1; round <= 12; round++) {
    run(stage, 'sleep 100 & sleep 100 & sleep 100 & wait');
    const argv = [stage.runtime, '--root', stage.root, 'pause', stage.id];
    const pausing = background(argv, stage.path(`pausing-${round}`));
    if (round % 2 === 0) eventually(() => stage.status() === 'paused', 20);
    succeed('kill', stage.kill('KILL'));
    t.ok(pausing.ended());
    t.ok(stage.ended(), `round ${round}: ${pausing.output()}`);
    succeed('delete', stage.delete('--force'));
  }
});
