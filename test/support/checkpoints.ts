/** Containers that count, so that a restore can be told from a new start, and criu's two verbs. */

import { readOr } from './processes.ts';
import type { CallOptions, Outcome } from './runtime.ts';
import { callDetached } from './runtime.ts';
import { type Stage, succeed } from './stage.ts';
import { eventually } from './wait.ts';

/** criu on an emulated processor takes its time. */
export const patience = { timeout: 120_000 };
export const slowCall: CallOptions = { timeout: 100_000 };

export const counting = 'i=0; while :; do i=$((i+1)); echo $i > /tmp/count; sleep 0.1; done';

/** A file of the host that a process has open could not be found again. */
export function createWithoutStreams(stage: Stage, globals: readonly string[] = []): void {
  const { runtime, root, bundle, pidFile, id } = stage;
  const none = { stdin: '/dev/null', stdout: '/dev/null', stderr: '/dev/null' };
  const verb = ['create', '--bundle', bundle, '--pid-file', pidFile, id];
  succeed('create', callDetached([runtime, '--root', root, ...globals, ...verb], none));
}

export function startCounting(
  stage: Stage,
  patch: object = {},
  globals: readonly string[] = [],
): void {
  stage.configure({ process: { args: ['sh', '-c', counting] }, ...patch });
  createWithoutStreams(stage, globals);
  succeed('start', stage.start());
  eventually(() => count(stage) > 0);
}

export const count = (stage: Stage): number =>
  Number(readOr(`/proc/${stage.pid}/root/tmp/count`, '0'));

export const images = (stage: Stage): string[] => [
  '--image-path',
  stage.path('images'),
  '--work-path',
  stage.path('work'),
];

export const checkpoint = (stage: Stage, ...flags: readonly string[]): Outcome =>
  stage.run(['checkpoint', ...images(stage), ...flags, stage.id], slowCall);

/** `restore --detach` and what comes behind it; globals stand before the verb. */
export function restore(
  stage: Stage,
  flags: readonly string[] = [],
  globals: readonly string[] = [],
): Outcome {
  const { runtime, root, bundle, pidFile, id } = stage;
  const words = ['restore', '--detach', '-no-subreaper', ...images(stage)];
  const rest = ['--bundle', bundle, '--pid-file', pidFile, ...flags, id];
  return stage.callDetached([runtime, '--root', root, ...globals, ...words, ...rest], slowCall);
}
