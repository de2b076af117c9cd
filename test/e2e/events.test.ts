import { spawnSync } from 'node:child_process';
import t from 'tap';
import { background } from '../support/background.ts';
import { commandPath } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

type Event = { readonly type: string; readonly id: string; readonly data?: Stats };
type Stats = {
  readonly cpu: { readonly usage: { readonly total: number } };
  readonly memory: { readonly usage: { readonly limit: number; readonly usage: number } };
  readonly pids: { readonly current: number; readonly limit: number };
};

function statsOf(stage: Stage): Event {
  const { stdout } = succeed('events', stage.run(['events', '--stats', stage.id]));
  if (!/^[^\n]+\n$/.test(stdout)) throw new Error(`no single line: ${stdout}`);
  return JSON.parse(stdout);
}

const eventsIn = (text: string): readonly Event[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

const follow = (stage: Stage, ...options: readonly string[]) =>
  background(
    [stage.runtime, '--root', stage.root, 'events', ...options, stage.id],
    stage.path('events'),
  );

const megabyte = 1 << 20;

onStage(t, 'events --stats tells what a container uses, and ends', (t, stage) => {
  const resources = { memory: { limit: 64 * megabyte }, pids: { limit: 33 } };
  stage.configure({ process: { args: ['sleep', '100'] }, linux: { resources } });
  succeed('create', stage.create());
  t.match(statsOf(stage), { type: 'stats', id: stage.id, data: { pids: { current: 1 } } });
  succeed('start', stage.start());
  const { data } = statsOf(stage);
  t.equal(data?.pids.limit, 33);
  t.equal(data?.memory.usage.limit, 64 * megabyte);
  t.ok((data?.memory.usage.usage ?? 0) > 0);
  t.ok((data?.cpu.usage.total ?? 0) > 0);
  succeed('pause', stage.run(['pause', stage.id]));
  t.equal(statsOf(stage).data?.pids.current, 1, 'also while it is paused');
});

onStage(t, 'events tells what a container uses at each interval, until it ends', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const reader = follow(stage, '--interval=100ms');
  try {
    t.ok(eventually(() => eventsIn(reader.output()).length >= 3));
    succeed('kill', stage.kill('KILL'));
    t.ok(reader.ended());
  } finally {
    reader.stop();
  }
  for (const event of eventsIn(reader.output().replace(/^container with id.*\n/m, ''))) {
    t.match(event, { type: 'stats', id: stage.id });
  }
});

onStage(t, 'events tells at once when the kernel kills for want of memory', (t, stage) => {
  const script = 'read x </go; (x=aaaaaaaa; while :; do x=$x$x; done); sleep 100';
  const memory = { limit: 20 * megabyte, swap: 20 * megabyte };
  stage.configure({ process: { args: ['sh', '-c', script] }, linux: { resources: { memory } } });
  spawnSync(commandPath('mkfifo'), [`${stage.rootfs}/go`]);
  succeed('create', stage.create());
  succeed('start', stage.start());
  const reader = follow(stage, '--interval', '1h');
  try {
    spawnSync(commandPath('timeout'), ['10', 'sh', '-c', `echo > ${stage.rootfs}/go`]);
    const oom = `{"type":"oom","id":"${stage.id}"}\n`;
    t.ok(
      eventually(() => reader.output() === oom),
      reader.output(),
    );
    succeed('kill', stage.kill('KILL'));
    t.ok(reader.ended());
  } finally {
    reader.stop();
  }
});

onStage(t, 'events ends without a word when its reader leaves', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  const command = `${stage.runtime} --root ${stage.root} events "$@" | head -n 1`;
  const read = (...options: readonly string[]) =>
    spawnSync(commandPath('bash'), ['-o', 'pipefail', '-c', command, 'sh', ...options, stage.id], {
      encoding: 'utf8',
      timeout: 20_000,
    });
  const stream = read('--interval', '50ms');
  t.same([stream.status, stream.stderr], [0, '']);
  t.equal(eventsIn(stream.stdout).length, 1);
  t.match(read('--stats'), { status: 0, stderr: '' });
});

onStage(t, 'events of a container that is not running fails', (t, stage) => {
  t.match(stage.run(['events', stage.id]), { code: 1, stderr: /container does not exist/ });
  stage.configure({ process: { args: ['true'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(stage.ended());
  for (const flags of [[], ['--stats']]) {
    const { code, stdout, stderr } = stage.run(['events', ...flags, stage.id]);
    t.same([code, stdout], [1, '']);
    t.equal(stderr, `container with id ${stage.id} is not running\n`);
  }
});

onStage(t, 'events takes an interval above 0 only', (t, stage) => {
  succeed('create', stage.create());
  for (const interval of ['0', '-1s']) {
    const { code, stderr } = stage.run(['events', '--interval', interval, stage.id]);
    t.equal(code, 1);
    t.match(stderr, /duration interval must be greater than 0/);
  }
  t.match(stage.run(['events', '--interval', '5', stage.id]).stderr, /--interval is a duration/);
});
