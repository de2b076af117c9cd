/** What a signal to create or run leaves, where it comes before the program runs: nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import { markedCgroups } from '../support/cgroups.ts';
import type { Json } from '../support/json.ts';
import { childrenOf, hasEnded, readOr } from '../support/processes.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

/** No pid namespace of its own: the end of init ends nothing else. */
const shared: Json = { hostname: null, linux: { namespaces: [{ type: 'mount' }] } };

/** A hook that writes its pid to file, and hangs. */
const hanging = (file: string): Json => [
  {
    path: '/bin/sh',
    args: ['sh', '-c', `echo $$ >${file}; exec sleep 1000`],
    env: ['PATH=/usr/bin:/bin'],
  },
];

interface Interruption {
  readonly verb: 'create' | 'run';
  readonly signal: 'SIGTERM' | 'SIGINT';
  readonly code: number;
  /** The host's path of what the hook writes. */
  readonly file?: string;
}

/** Calls the verb, sends it the signal once the hook hangs, and compares what it says and leaves. */
function interrupted(t: Test, stage: Stage, interruption: Interruption): void {
  const { verb, signal, code, file = stage.path('hook') } = interruption;
  const words = [verb, '--bundle', stage.bundle, '--pid-file', stage.pidFile, stage.id];
  const shell = ['sh', '-c', '"$@"; echo code $?', 'sh'];
  const argv = [...shell, stage.runtime, '--root', stage.root, ...words];
  const beside = background(argv, stage.path('said'));
  t.teardown(() => beside.stop());
  const hook = (): number => Number(readOr(file, '0'));
  if (!eventually(() => hook() > 0)) throw new Error(`no hook: ${beside.output()}`);
  process.kill(childrenOf(beside.pid)[0] ?? 0, signal);
  beside.says(`code ${code}`);
  t.match(
    beside.output(),
    new RegExp(`^(?:cannot|error running) .* was interrupted by ${signal}\\ncode ${code}\\n$`),
  );
  t.ok(hasEnded(hook()), 'no hook');
  t.notOk(existsSync(join(stage.root, stage.id)), 'no state');
  t.notOk(existsSync(stage.pidFile), 'no pid file');
  t.same(markedCgroups(stage.id), [], 'no cgroup');
}

onStage(t, 'SIGTERM to create undoes all, while a createRuntime hook hangs', (t, stage) => {
  stage.configure({ hooks: { createRuntime: hanging(stage.path('hook')) } });
  interrupted(t, stage, { verb: 'create', signal: 'SIGTERM', code: 143 });
});

onStage(t, 'SIGTERM to run undoes all, while a createContainer hook hangs', (t, stage) => {
  stage.configure({
    ...(shared as object),
    hooks: { createContainer: hanging(stage.path('hook')) },
  });
  interrupted(t, stage, { verb: 'run', signal: 'SIGTERM', code: 143 });
});

onStage(t, 'SIGINT to run undoes all, while init waits for the host', (t, stage) => {
  stage.configure({ hooks: { prestart: hanging(stage.path('hook')) } });
  interrupted(t, stage, { verb: 'run', signal: 'SIGINT', code: 130 });
});

onStage(t, 'SIGTERM to run undoes all, while a startContainer hook hangs', (t, stage) => {
  stage.configure({ ...(shared as object), hooks: { startContainer: hanging('/tmp/hook') } });
  const file = join(stage.rootfs, 'tmp/hook');
  interrupted(t, stage, { verb: 'run', signal: 'SIGTERM', code: 143, file });
});
