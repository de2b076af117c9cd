import { readFileSync, realpathSync } from 'node:fs';
import t from 'tap';
import { onStage, succeed } from '../support/stage.ts';

interface State {
  readonly ociVersion: string;
  readonly id: string;
  readonly pid: number;
  readonly status: string;
  readonly bundle: string;
  readonly rootfs: string;
  readonly created: string;
  readonly annotations?: Record<string, string>;
}

onStage(t, 'state prints what clients of runc read', (t, stage) => {
  stage.configure({ annotations: { 'org.example.key': 'välue "quoted"\n' } });
  succeed('create', stage.create());
  const { stdout, stderr } = succeed('state', stage.state());
  const state = JSON.parse(stdout) as State;
  t.equal(stderr, '');
  t.equal(state.ociVersion, '1.0.2');
  t.equal(state.id, stage.id);
  t.equal(state.pid, stage.pid);
  t.equal(state.status, 'created');
  t.equal(state.bundle, realpathSync(stage.bundle));
  t.equal(state.rootfs, realpathSync(stage.rootfs));
  t.match(state.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  t.ok(Math.abs(Date.now() - Date.parse(state.created)) < 60_000, 'created just now');
  t.same(state.annotations, { 'org.example.key': 'välue "quoted"\n' });
});

onStage(t, 'state has no annotations when there are none', (t, stage) => {
  succeed('create', stage.create());
  t.notOk('annotations' in (JSON.parse(stage.state().stdout) as State));
});

onStage(t, 'state has none of the keys that CRI-O keeps its own books under', (t, stage) => {
  succeed('create', stage.create());
  const state = JSON.parse(stage.state().stdout) as Record<string, unknown>;
  const taken = [
    'started finished exitCode oomKilled seccompKilled error initPid',
    'initStartTime checkpointedTime containerMonitorProcess',
  ];
  for (const key of taken.join(' ').split(' ')) t.notOk(key in state, key);
});

onStage(t, 'the status goes from created to running to stopped', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  t.equal(stage.status(), 'created');
  succeed('start', stage.start());
  t.equal(stage.status(), 'running');
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  t.equal(stage.status(), 'stopped');
});

onStage(t, 'the pid of a stopped container is there, and is 0', (t, stage) => {
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.equal((JSON.parse(succeed('state', stage.state()).stdout) as State).pid, 0);
});

onStage(t, 'state of a missing container fails and says so', (t, stage) => {
  const { code, stdout, stderr } = stage.state();
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, /container does not exist/);
});

onStage(t, 'a created container whose init was killed is stopped', (t, stage) => {
  succeed('create', stage.create());
  process.kill(stage.pid, 'SIGKILL');
  t.ok(stage.ended());
  t.equal(stage.status(), 'stopped');
});

onStage(t, 'a failed state leaves one record in the log', (t, stage) => {
  const log = stage.path('log');
  stage.run(['state', stage.id], { globals: ['--log', log, '--log-format', 'json'] });
  const record = JSON.parse(readFileSync(log, 'utf8')) as { level: string };
  t.equal(record.level, 'error');
});
