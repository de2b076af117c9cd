import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import type { Json } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { parentOf, processState, readOr } from '../support/processes.ts';
import { call, type Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const mounts: Json = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
  {
    destination: '/dev/pts',
    type: 'devpts',
    source: 'devpts',
    options: ['newinstance', 'ptmxmode=0666', 'mode=0620'],
  },
];

function configure(stage: Stage, script: string, process: Json = {}): void {
  const own = { terminal: true, args: ['sh', '-c', script] };
  stage.configure({ mounts, process: { ...own, ...(process as object) } });
}

const runWords = (stage: Stage): readonly string[] => [
  stage.runtime,
  '--root',
  stage.root,
  'run',
  '--pid-file',
  stage.pidFile,
  '--bundle',
  stage.bundle,
  stage.id,
];

const execWords = (stage: Stage, script: string): readonly string[] => [
  ...[stage.runtime, '--root', stage.root, 'exec', '--tty'],
  ...[stage.id, 'sh', '-c', script],
];

/** Runs a command on a terminal of 30 rows and 100 columns. */
function onTerminal(command: readonly string[], steps: readonly string[] = []): Outcome {
  const argv = [nativeProgram('on-terminal'), '30x100', ...steps, '--', ...command];
  return call(argv, { timeout: 40_000 });
}

/** Both ways to the foreground: a script of run, and one of exec in a container that sleeps. */
function both(
  title: string,
  script: string,
  play: (t: Test, command: readonly string[], stage: Stage) => void,
): void {
  onStage(t, `run: ${title}`, (t, stage) => {
    configure(stage, script);
    play(t, runWords(stage), stage);
  });
  onStage(t, `exec --tty: ${title}`, (t, stage) => {
    configure(stage, '', { terminal: false, args: ['sleep', '1000'] });
    succeed('create', stage.create());
    succeed('start', stage.start());
    play(t, execWords(stage, script), stage);
  });
}

both(
  'the program has the terminal, of the size of the window',
  'tty; stty size; exit 7',
  (t, c) => {
    const { stdout } = onTerminal(c);
    t.match(stdout, /\/dev\/(pts\/\d+|console)\r\n30 100\r\n/);
    t.match(stdout, '[settings kept]\n[code 7]\n');
  },
);

both(
  'the terminal of the caller is raw meanwhile, and as before in the end',
  'echo up; read line; echo "got $line"',
  (t, command) => {
    const { stdout } = onTerminal(command, [
      'expect:up',
      'raw:1',
      'type:word\r',
      'expect:got word',
    ]);
    t.match(stdout, 'word\r\ngot word\r\n');
    t.match(stdout, '[settings kept]\n[code 0]\n');
  },
);

both(
  'a key that means a signal means it in the container',
  'trap "echo caught; exit 3" INT; echo up; while :; do sleep 0.1; done',
  (t, command) => {
    const { stdout } = onTerminal(command, ['expect:up', 'raw:1', 'type:\u0003', 'expect:caught']);
    t.match(stdout, '[settings kept]\n[code 3]\n');
  },
);

both(
  'the terminal follows the window of the caller',
  'trap "stty size; exit" WINCH; echo up; while :; do sleep 0.1; done',
  (t, command) => {
    const { stdout } = onTerminal(command, ['expect:up', 'raw:1', 'size:11x22', 'expect:11 22']);
    t.match(stdout, '[code 0]\n');
  },
);

both(
  'the settings come back after a signal to the command, too',
  'trap "exit 4" TERM; echo up; while :; do sleep 0.1; done',
  (t, command) => {
    const { stdout } = onTerminal(command, ['expect:up', 'raw:1', 'kill:15']);
    t.match(stdout, '[settings kept]\n[code 4]\n');
  },
);

both('what was written before the end is shown to the end', 'seq 1 20000', (t, command) => {
  const { stdout } = onTerminal(command);
  t.match(stdout, '19999\r\n20000\r\n[settings kept]\n[code 0]\n');
  t.equal(stdout.split('\r\n').length, 20_001);
});

both(
  'with pipes the terminal is relayed, and a slow reader loses nothing',
  'seq 1 50000',
  (t, c) => {
    const reader = '"$@" </dev/null | { sleep 0.5; cat; }';
    const { stdout, code } = call(['sh', '-c', reader, 'sh', ...c]);
    t.equal(code, 0);
    t.equal(stdout.split('\n').length, 50_001);
  },
);

both(
  'the end of standard input ends nothing, and what was typed before is read',
  'read line; echo "got $line"; sleep 0.3; echo later',
  (t, command) => {
    const { stdout, code } = call(command, { input: 'typed\n' });
    t.equal(code, 0);
    t.match(stdout, /got typed\nlater\n$/);
  },
);

both(
  'a program that closes its terminal may open it again',
  'T=$(tty); exec <&- >&- 2>&-; sleep 0.3; echo again > $T',
  (t, command, stage) => {
    const beside = background(command, stage.path('said'));
    t.ok(beside.ended());
    t.match(beside.output(), /again\n/);
  },
);

both(
  'a program that reads nothing and is typed at for ever can be killed',
  'echo up; exec sleep 1000',
  (_t, command, stage) => {
    const shell = 'yes no | "$@"; echo code $?';
    const beside = background(['sh', '-c', shell, 'sh', ...command], stage.path('said'));
    beside.says('up');
    succeed('delete', stage.delete('--force'));
    beside.says('code 137');
  },
);

both(
  'a program that writes for ever can be killed, and the terminal is as before',
  'exec yes',
  (t, command, stage) => {
    const argv = ['sh', '-c', 'sleep 1; "$@"', 'sh', stage.runtime, '--root', stage.root];
    const killer = background([...argv, 'delete', '--force', stage.id], stage.path('killer'));
    const { stdout } = onTerminal(command, ['expect:y\r\ny\r\n', 'raw:1']);
    t.ok(killer.ended());
    t.match(stdout, '[settings kept]\n[code 137]\n');
  },
);

both('without a reader the program loses its terminal', 'trap "" HUP; yes; sleep 0.1', (t, c) => {
  const { stdout, milliseconds } = call(['sh', '-c', '"$@" </dev/null | head -n 1', 'sh', ...c]);
  t.equal(stdout, 'y\n');
  t.ok(milliseconds < 10_000);
});

onStage(t, 'consoleSize holds where the caller has no terminal', (t, stage) => {
  configure(stage, 'stty size', { consoleSize: { height: 33, width: 111 } });
  t.equal(stage.run(runWords(stage).slice(3)).stdout, '33 111\n');
  t.match(onTerminal(runWords(stage)).stdout, '30 100\r\n');
});

onStage(t, 'the terminal waits for a program, not for its background', (t, stage) => {
  configure(stage, '', { terminal: false, args: ['sleep', '1000'] });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const script = 'trap "" HUP; sh -c "while :; do echo noise; done" & echo done; exit 6';
  const { code, milliseconds } = stage.run(['exec', '-t', stage.id, 'sh', '-c', script]);
  t.equal(code, 6);
  t.ok(milliseconds < 10_000);
});

onStage(t, 'what waits for a quiet terminal uses no processor', (t, stage) => {
  configure(stage, 'exec <&- >&- 2>&-; sleep 1000');
  const beside = background(runWords(stage), stage.path('said'));
  t.teardown(() => beside.stop());
  t.ok(eventually(() => stage.pid > 0 && stage.status() === 'running'));
  const monitor = parentOf(stage.pid);
  const ticks = () => Number(readOr(`/proc/${monitor}/stat`).split(') ')[1]?.split(' ')[12]);
  eventually(() => processState(stage.pid) === 'S');
  const before = ticks();
  eventually(() => false, 500);
  t.ok(ticks() - before < 5);
  succeed('delete', stage.delete('--force'));
});

onStage(t, 'detached, a terminal needs a console socket', (t, stage) => {
  configure(stage, 'true');
  const { code, stderr } = stage.run(['run', '-d', '-b', stage.bundle, stage.id]);
  t.equal(code, 1);
  t.match(stderr, /\/process\/terminal.*--console-socket.*--detach/);
});

onStage(t, 'spec and run are enough for a shell', (t, stage) => {
  writeFileSync(stage.path('none'), '');
  copyFileSync(join(stage.bundle, 'config.json'), stage.path('config'));
  call(['rm', join(stage.bundle, 'config.json')]);
  succeed('spec', stage.run(['spec', '--bundle', stage.bundle]));
  t.match(JSON.parse(readFileSync(join(stage.bundle, 'config.json'), 'utf8')), {
    process: { terminal: true },
  });
  succeed('plan', stage.run(['plan', '--bundle', stage.bundle]));
  const words = ['run', '--bundle', stage.bundle, stage.id];
  const command = [stage.runtime, '--root', stage.root, ...words];
  const { stdout } = onTerminal(command, ['expect:# ', 'type:echo $((6*7)); exit 9\r']);
  t.match(stdout, /42\r\n/);
  t.match(stdout, '[settings kept]\n[code 9]\n');
});
