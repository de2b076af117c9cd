/** Steps that plans for the executor have in common: a child, its program, the waits for both. */
import { NONE, type Slot } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { words } from './execute-plan.ts';

/** Clones into no namespace and no cgroup; out: the slot of its pid. */
export const cloneTo =
  (out: Slot) =>
  (...init: readonly Op[]): Op => ({
    op: 'clone',
    ...words('clone'),
    flags: 0,
    cgroup: NONE,
    memory: '',
    out,
    init,
  });

/** In the child: becomes a shell that does the script. */
export const execute = (script: string): readonly Op[] => [
  { op: 'resolveExecutable', ...words('find sh'), file: '/bin/sh', path: '' },
  {
    op: 'execute',
    ...words('execute sh'),
    args: ['sh', '-c', script],
    env: ['PATH=/usr/bin:/bin'],
  },
];

export const awaitExecuted: Op = { op: 'awaitExecuted', ...words('execute'), timeout: 0 };

export const awaitChild = (terminal: Slot = NONE): Op => ({
  op: 'awaitChild',
  ...words('wait'),
  terminal,
  notify: NONE,
  service: NONE,
});

export const print = (text: string): Op => ({ op: 'print', ...words('print'), fd: 1, text });

/** Runs a script as a hook is run. */
export const run = (script: string, more: Partial<OpOf<'run'>> = {}): Op => ({
  op: 'run',
  ...words('run the hook'),
  path: '/bin/sh',
  args: ['hook', '-c', script],
  env: ['PATH=/usr/bin:/bin'],
  home: 0,
  pid: NONE,
  directory: NONE,
  stdin: '',
  timeout: 0,
  ...more,
});
