import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type Background, background } from '../support/background.ts';
import type { Json } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { parentOf, processState, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

interface Manager {
  readonly address: string;
  readonly env: Readonly<Record<string, string>>;
  readonly heard: () => readonly string[];
  readonly stop: () => void;
}

/** A service manager that listens at address. */
function manager(t: Test, stage: Stage, address = stage.path('manager')): Manager {
  const words = ['listen', address];
  const peer: Background = background([nativeProgram('notify'), ...words], stage.path('heard'));
  t.teardown(() => peer.stop());
  peer.says('listening');
  copyFileSync(nativeProgram('notify'), join(stage.rootfs, 'bin/notify'));
  const heard = () => peer.output().split('\n').slice(1, -1);
  return { address, env: { NOTIFY_SOCKET: address }, heard, stop: peer.stop };
}

/** A test with a service manager, which ends before it is looked for what is left. */
function onService(
  title: string,
  play: (t: Test, stage: Stage, manager: Manager) => void,
  addressOf?: (stage: Stage) => string,
): void {
  onStage(t, title, (t, stage) => {
    const served = manager(t, stage, addressOf?.(stage));
    try {
      play(t, stage, served);
    } finally {
      served.stop();
    }
  });
}

const run = (script: string, patch: Json = {}): Json => ({
  ...(patch as object),
  process: { args: ['sh', '-c', script] },
});

const said = (pid: number) => ['READY=1 fds=0', `MAINPID=${pid} fds=0`, 'BARRIER=1 fds=1'];

onService(
  'start waits until the container says that it is ready, and says it on',
  (t, stage, { env, heard }) => {
    const script = 'echo $NOTIFY_SOCKET; sleep 1; notify send READY=1; sleep 100';
    stage.configure(run(script));
    succeed('create', stage.create({ env }));
    const started = succeed('start', stage.start({ env }));
    t.ok(started.milliseconds > 900, 'it waited');
    t.same(heard(), said(stage.pid));
    t.equal(stage.output(), '/run/notify/notify.sock\n');
    t.same([started.stdout, started.stderr], ['', '']);
  },
);

onService(
  'a service manager in the abstract namespace is told too',
  (t, stage, { env, heard }) => {
    stage.configure(run('notify send READY=1; sleep 100'));
    succeed('create', stage.create({ env }));
    succeed('start', stage.start({ env }));
    t.same(heard(), said(stage.pid));
  },
  (stage) => `@pelagos-${stage.id}`,
);

onService(
  'nothing that a container says passes but that it is ready',
  (t, stage, { env, heard }) => {
    const words = ['MAINPID=1', 'READY=0', 'READY=1x', 'FDSTORE=1', 'STATUS=READY=1', 'BARRIER=1'];
    const lines = `MAINPID=1\\\\nSTATUS=up\\\\nREADY=1\\\\nWATCHDOG=trigger`;
    stage.configure(run(`notify send ${words.join(' ')} "${lines}"; sleep 100`));
    succeed('create', stage.create({ env }));
    succeed('start', stage.start({ env }));
    t.same(heard(), said(stage.pid));
  },
);

onService(
  'start ends when init does before it is ready, also under a flood',
  (t, stage, { env, heard }) => {
    for (const namespaces of [
      ['pid', 'uts', 'mount'],
      ['uts', 'mount'],
    ]) {
      stage.configure(
        run('notify flood & sleep 1', {
          linux: { namespaces: namespaces.map((type) => ({ type })) },
        }),
      );
      succeed('create', stage.create({ env }));
      succeed('start', stage.start({ env }));
      t.ok(stage.ended());
      t.same(heard(), []);
      succeed('kill', stage.run(['kill', '--all', stage.id, '9']));
      succeed('delete', stage.delete('--force'));
    }
  },
);

onService(
  'while start waits, others can stop, look at and delete the container',
  (t, stage, { env, address }) => {
    stage.configure(run('sleep 100'));
    succeed('create', stage.create({ env }));
    const argv = [stage.runtime, '--root', stage.root, 'start', stage.id];
    const setting = ['env', `NOTIFY_SOCKET=${address}`];
    const start = background([...setting, ...argv], stage.path('start-said'));
    t.teardown(() => start.stop());
    t.ok(eventually(() => stage.status() === 'running'));
    t.ok(processState(start.pid), 'control: it waits');
    succeed('delete', stage.delete('--force'));
    t.ok(start.ended());
  },
);

onService(
  'the socket of the service manager itself stays outside',
  (t, stage, { env, address }) => {
    stage.configure(
      run(`ls -l /run/notify; touch /run/notify/x; test -e ${address} && echo there`),
    );
    succeed('create', stage.create({ env }));
    succeed('start', stage.start({ env }));
    t.ok(stage.ended());
    t.match(stage.output(), /^total 0\nsrwxrwxrwx .* notify\.sock\n$/);
    t.match(stage.errors(), /touch: \/run\/notify\/x: Read-only file system/);
  },
);

onService(
  'any user of a container with a user namespace can say that it is ready',
  (t, stage, { env, heard }) => {
    const map = [{ containerID: 0, hostID: 0, size: 65_536 }];
    const namespaces = ['pid', 'uts', 'mount', 'user'].map((type) => ({ type }));
    stage.configure({
      process: { args: ['sh', '-c', 'notify send READY=1; sleep 100'], user: { uid: 7, gid: 7 } },
      linux: { namespaces, uidMappings: map, gidMappings: map },
    });
    succeed('create', stage.create({ env }));
    succeed('start', stage.start({ env }));
    t.same(heard(), said(stage.pid));
  },
);

onService(
  'create does not wait, and without NOTIFY_SOCKET start does not either',
  (t, stage, { env, heard }) => {
    stage.configure(run('notify send READY=1 || echo nobody listens; sleep 100'));
    succeed('create', stage.create({ env }));
    succeed('start', stage.start());
    t.ok(eventually(() => stage.output() === 'nobody listens\n'));
    t.same(heard(), []);
  },
);

onService(
  'without NOTIFY_SOCKET at create, start with it is refused and changes nothing',
  (t, stage, { env }) => {
    stage.configure(run('env; sleep 100'));
    succeed('create', stage.create());
    const { code, stderr } = stage.start({ env });
    t.equal(code, 1);
    t.match(stderr, /it was created without NOTIFY_SOCKET; set it for create too, or unset it/);
    t.equal(stage.status(), 'created');
    succeed('start', stage.start());
    t.notMatch(stage.output(), /NOTIFY_SOCKET/);
    t.notOk(existsSync(join(stage.root, stage.id, 'notify')));
  },
);

onStage(
  t,
  'a service manager that is gone, or none, fails start before the container runs',
  (t, stage) => {
    const env = { NOTIFY_SOCKET: stage.path('gone') };
    stage.configure(run('sleep 100'));
    succeed('create', stage.create({ env }));
    const gone = stage.start({ env });
    t.match(gone, { code: 1, stderr: /connect to the service manager at .*gone: No such file/ });
    const odd = stage.start({ env: { NOTIFY_SOCKET: 'vsock:2:1234' } });
    t.match(odd, { code: 1, stderr: /NOTIFY_SOCKET is "vsock:2:1234"; wanted a path/ });
    t.equal(stage.status(), 'created');
    succeed('start', stage.start({ env: { NOTIFY_SOCKET: '' } }));
  },
);

onService(
  'what a container puts in the place of its socket is not followed',
  (t, stage, { env }) => {
    const victim = stage.path('victim');
    writeFileSync(victim, 'x', { mode: 0o600 });
    stage.configure(run('notify send READY=1; sleep 100'));
    succeed('create', stage.create({ env }));
    const link = `mount -o remount,rw,bind /run/notify && ln -s ${victim} /run/notify/notify.sock`;
    succeed('exec', stage.run(['exec', '--cap', 'CAP_SYS_ADMIN', stage.id, 'sh', '-c', link]));
    succeed('start', stage.start({ env }));
    t.equal(readOr(victim), 'x');
    t.ok(parentOf(stage.pid) > 0);
  },
);

onService(
  'run --detach waits too, and in the foreground is itself the main process',
  (t, stage, { env, heard }) => {
    stage.configure(run('notify send READY=1; sleep 1'));
    const argv = [stage.runtime, '--root', stage.root, 'run', '--bundle', stage.bundle];
    const detached = [...argv, '--detach', '--pid-file', stage.pidFile, stage.id];
    succeed('run', stage.callDetached(detached, { env }));
    t.same(heard(), said(stage.pid));
    succeed('delete', stage.delete('--force'));
    const shell = 'echo $$; exec "$@"';
    const { stdout } = succeed(
      'run',
      stage.callDetached(['sh', '-c', shell, 'sh', ...argv, stage.id], { env }),
    );
    eventually(() => heard().length === 5);
    t.same(heard().slice(3), said(Number(stdout)).slice(0, 2));
  },
);

onService(
  'run in the foreground says it on beside all else, and sends signals on before it',
  (t, stage, { address, heard }) => {
    const trap = 'trap "notify send READY=1; sleep 0.2; exit 3" TERM';
    stage.configure(run(`${trap}; echo up; while :; do sleep 0.1; done`));
    const words = ['run', '--pid-file', stage.pidFile, '--bundle', stage.bundle, stage.id];
    const shell = 'NOTIFY_SOCKET=$0; export NOTIFY_SOCKET; "$@"; echo code $?';
    const argv = ['sh', '-c', shell, address, stage.runtime, '--root', stage.root, ...words];
    const beside = background(argv, stage.path('said'));
    t.teardown(() => beside.stop());
    beside.says('up');
    t.ok(eventually(() => stage.pid > 0));
    const { pid } = stage;
    t.same(heard(), []);
    const monitor = parentOf(pid);
    process.kill(monitor, 'SIGTERM');
    beside.says('code 3');
    eventually(() => heard().length === 2);
    t.same(heard(), said(monitor).slice(0, 2));
  },
);

onService(
  'run in the foreground sends on what ends a container that is never ready',
  (t, stage, { address }) => {
    stage.configure(run('trap "echo got; exit 3" TERM; echo up; while :; do sleep 0.1; done'));
    const words = ['run', '--bundle', stage.bundle, '--pid-file', stage.pidFile, stage.id];
    const argv = ['env', `NOTIFY_SOCKET=${address}`, stage.runtime, '--root', stage.root, ...words];
    const waiting = background(argv, stage.path('run-said'));
    try {
      waiting.says('up');
      t.ok(eventually(() => stage.pid > 0));
      process.kill(waiting.pid, 'SIGTERM');
      waiting.says('got');
      t.ok(waiting.ended());
    } finally {
      waiting.stop();
    }
  },
);
