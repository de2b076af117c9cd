import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { NONE, type Slot } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { type Executed, type ExecuteOptions, executePlan, words } from './execute-plan.ts';
import { requireRoot } from './requires.ts';

/** CLONE_NEW… flags. */
export const newMounts = 0x0002_0000;
export const newPids = 0x2000_0000;
export const newNetwork = 0x4000_0000;
export const newUts = 0x0400_0000;
export const newUser = 0x1000_0000;

/** The slots that inChild() fills; a test's own begin behind them. */
export const slots: Readonly<Record<'pid' | 'root' | 'first', Slot>> = {
  pid: 0,
  root: 1,
  first: 2,
};

export interface ChildOptions extends ExecuteOptions {
  /** Namespaces besides a mount namespace. */
  readonly flags?: number;
  /** What the root is: a directory. Without one nothing is bound. */
  readonly root?: string;
  /** What the child becomes: a shell script, which sees the root as $ROOT; nothing without one. */
  readonly script?: string;
  readonly argv?: readonly string[];
  /** Steps of the parent before the clone, and between it and the child's readiness. */
  readonly before?: readonly Op[];
  readonly meanwhile?: readonly Op[];
  /** The parent then waits until the child has ended, and fails with how it did. */
  readonly waits?: boolean;
}

/** Runs steps in a cloned child with a mount namespace of its own, whose failure becomes ours. */
export function inChild(steps: readonly Op[], options: ChildOptions = {}): Executed {
  const { flags = 0, before = [], meanwhile = [], root, waits = false } = options;
  const begin: Op[] = [
    { op: 'propagation', ...words(), path: '/', flags: MS_PRIVATE | MS_REC },
    ...(root === undefined ? [] : [bindRoot(root)]),
  ];
  const init: Op[] = [
    ...begin,
    ...steps,
    { op: 'parentDeath', ...words(), signal: 0 },
    { op: 'ready', ...words(), point: 1, value: NONE },
    ...become(options),
  ];
  const plan: Op[] = [
    ...before,
    {
      op: 'clone',
      ...words(),
      flags: newMounts | flags,
      cgroup: NONE,
      memory: '',
      out: slots.pid,
      init,
    },
    ...meanwhile,
    { op: 'awaitReady', ...words('set up the child'), point: 1, timeout: 0, out: NONE },
    ...(waits
      ? [{ op: 'awaitReady', ...words('wait'), point: 2, timeout: 0, out: NONE } as const]
      : []),
  ];
  return executePlan(plan, { slots: 32, ...options });
}

const MS_PRIVATE = 0x4_0000;
const MS_REC = 0x4000;

function bindRoot(path: string): Op {
  return { op: 'bindRoot', ...words(), path, recursive: true, out: slots.root };
}

function become({ script, argv, root = '' }: ChildOptions): readonly Op[] {
  const args = argv ?? (script === undefined ? undefined : ['/bin/sh', '-c', script]);
  if (args === undefined) return [];
  const [file = ''] = args;
  return [
    { op: 'resolveExecutable', ...words(), file, path: '' },
    {
      op: 'execute',
      ...words(),
      args,
      env: ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', `ROOT=${root}`],
    },
  ];
}

/** A test as root with a directory of its own, whose subfolder `root` is there already. */
export function withFolder(
  t: Test,
  title: string,
  play: (t: Test, folder: string, root: string) => void | Promise<void>,
): Promise<unknown> {
  return t.test(title, async (t) => {
    requireRoot();
    const folder = mkdtempSync(join(tmpdir(), 'pelagos-native-'));
    const root = join(folder, 'root');
    mkdirSync(root);
    try {
      await play(t, folder, root);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
