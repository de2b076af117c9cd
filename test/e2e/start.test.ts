import t from 'tap';
import { hasEnded, processState } from '../support/processes.ts';
import { onStage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

onStage(t, 'start runs the program, and returns while it runs', (t, stage) => {
  stage.configure({ process: { args: ['sh', '-c', 'echo ran; exec sleep 100'] } });
  succeed('create', stage.create());
  const { stdout, stderr, milliseconds } = succeed('start', stage.start());
  t.same([stdout, stderr], ['', ''], 'start is silent');
  t.ok(milliseconds < 5000);
  t.ok(eventually(() => stage.output() === 'ran\n'));
  t.equal(stage.status(), 'running');
});

onStage(t, 'start of a missing container is refused', (t, stage) => {
  const { code, stderr } = stage.start();
  t.equal(code, 1);
  t.match(stderr, /container does not exist/);
});

onStage(t, 'start of a running container is refused and leaves it as it is', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const { code, stderr } = stage.start();
  t.equal(code, 1);
  t.match(stderr, /cannot start an already running container/);
  t.equal(stage.status(), 'running');
});

onStage(t, 'start of a container that has stopped is refused', (t, stage) => {
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(stage.ended());
  const { code, stderr } = stage.start();
  t.equal(code, 1);
  t.match(stderr, /cannot start a container that has stopped/);
});

onStage(t, 'start fails when init was killed before it', (t, stage) => {
  succeed('create', stage.create());
  process.kill(stage.pid, 'SIGKILL');
  t.ok(stage.ended());
  const { code, milliseconds } = stage.start();
  t.equal(code, 1);
  t.ok(milliseconds < 5000, 'and does not hang');
});

onStage(t, 'start of a container without process is refused', (t, stage) => {
  stage.configure({ process: null });
  const created = stage.create();
  t.equal(created.code, 0, created.stderr);
  t.equal(stage.start().code, 1);
  t.equal(stage.status(), 'created');
});

onStage(t, 'the program has the arguments of process.args as they are', (t, stage) => {
  const args = ['sh', '-c', 'printf "[%s]" "$0" "$@"', 'a b', '', "c'd", 'e\nf', 'é', '$HOME', '*'];
  stage.configure({ process: { args } });
  t.equal(
    stage.captureConfigured(),
    args
      .slice(3)
      .map((word) => `[${word}]`)
      .join(''),
  );
});

onStage(t, 'the program has the environment of process.env and nothing else', (t, stage) => {
  const env = ['PATH=/bin', 'A=b=c', 'EMPTY=', 'NEWLINE=x\ny'];
  const text = stage.capture('exec env', { process: { env } }, { env: { CALLERS: 'secret' } });
  t.notMatch(text, /CALLERS|_OCI|PELAGOS|BUN|NODE/);
  for (const variable of env) t.ok(text.includes(variable), variable);
  const names = text.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
  const allowed = /^(PATH|A|EMPTY|NEWLINE|HOME|PWD|SHLVL|OLDPWD)=/;
  t.same(
    names.filter((line) => !allowed.test(line)),
    [],
  );
});

onStage(t, 'HOME is taken from /etc/passwd of the container when it is not set', (t, stage) => {
  t.equal(stage.capture('echo $HOME', { process: { env: ['PATH=/bin'] } }), '/root\n');
});

onStage(t, 'the program is the first process of its pid namespace', (t, stage) => {
  t.equal(stage.capture('echo $$; readlink /proc/self/ns/pid').split('\n')[0], '1');
});

onStage(
  t,
  'init lives on when the runtime has gone, and nothing of the runtime does',
  (t, stage) => {
    stage.configure({ process: { args: ['sleep', '100'] } });
    succeed('create', stage.create());
    succeed('start', stage.start());
    const { stdout } = stage.run(['state', stage.id]);
    t.equal((JSON.parse(stdout) as { pid: number }).pid, stage.pid);
    t.ok(processState(stage.pid));
    stage.delete('--force');
    t.ok(hasEnded(stage.pid));
  },
);
