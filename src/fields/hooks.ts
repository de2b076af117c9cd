import type { Fault } from '../errors/fault.ts';
import type { PhaseName } from '../plan/phases.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Step } from '../plan/step.ts';
import type { Hook, HookName, Hooks } from '../spec/config.ts';
import type { ContainerState } from '../spec/state.ts';
import { isBefore } from '../spec/version.ts';
import type { Field, FieldContext } from './field.ts';
import { type HookPlace, hookOps } from './hooks/hook-ops.ts';
import { stateText } from './hooks/state-text.ts';
import { environmentOf } from './process/environment.ts';
import { below, hasNul, quote } from './quote.ts';

export { hookOps } from './hooks/hook-ops.ts';

const section = 'config.md#posix-platform-hooks';

/** `run` counts milliseconds in 32 bits. */
const longestTimeout = Math.floor(0xffff_ffff / 1000);

interface Moment {
  readonly kind: HookName;
  readonly phase: PhaseName;
  readonly status: ContainerState;
}

/**
 * The hooks that run on the way to the program; start and delete run the others from the state record.
 * Bundles of version 1.0 expect prestart hooks in `start`, so that they are told `created`.
 */
const moments: readonly Moment[] = [
  { kind: 'prestart', phase: 'runtime-hooks', status: 'creating' },
  { kind: 'createRuntime', phase: 'runtime-hooks', status: 'creating' },
  { kind: 'createContainer', phase: 'container-hooks', status: 'creating' },
  { kind: 'startContainer', phase: 'start-hooks', status: 'created' },
];

const kinds: readonly HookName[] = [...moments.map(({ kind }) => kind), 'poststart', 'poststop'];

export const hooks: Field = {
  pointer: '/hooks',
  check({ mode, spec }) {
    if (mode === 'exec') return [];
    return kinds.flatMap((kind) =>
      (spec.hooks?.[kind] ?? []).flatMap((hook, index) =>
        faultsOf(hook, `/hooks/${kind}/${index}`),
      ),
    );
  },
  compile(context) {
    const { mode, spec } = context;
    if (mode === 'exec' || spec.hooks === undefined) return [];
    return moments.flatMap((moment) => stepsOf(moment, context, spec.hooks ?? {}));
  },
};

function stepsOf(
  { kind, phase, status }: Moment,
  context: FieldContext,
  all: Hooks,
): readonly Step[] {
  const isOld = kind === 'prestart' && isBefore(context.spec.ociVersion, [1, 1]);
  const state = stateText(context, isOld ? 'created' : status);
  const ops = hookOps(all[kind] ?? [], kind, state, placeOf(kind, context));
  return ops.map((op) => ({ phase, op }));
}

/**
 * Hooks in the container get the environment of its process where they have none, and those in its
 * namespaces begin in its root, as with runc: people rely on it. All others get nothing.
 */
function placeOf(kind: HookName, { spec, slots }: FieldContext): HookPlace {
  if (kind === 'createContainer') return { directory: slots.take(slotNames.root) };
  if (kind !== 'startContainer' || spec.process === undefined) return {};
  return { env: environmentOf(spec.process).entries, home: true };
}

function faultsOf({ path, args, env, timeout }: Hook, pointer: string): readonly Fault[] {
  const faults: Fault[] = [];
  const at = `${pointer}/path`;
  if (!path.startsWith('/')) {
    const problem = `is ${quote(path)}; wanted an absolute path`;
    faults.push({ pointer: at, problem, section });
  }
  if (hasNul(path)) faults.push({ pointer: at, problem: 'holds a NUL character', section });
  for (const [key, list] of Object.entries({ args, env })) {
    for (const [index, text] of (list ?? []).entries()) {
      const entry = below(`${pointer}/${key}`, index);
      if (hasNul(text)) faults.push({ pointer: entry, problem: 'holds a NUL character', section });
    }
  }
  if (timeout !== undefined && (timeout <= 0 || timeout > longestTimeout)) {
    const problem = `is ${timeout}; wanted a number of seconds from 1 to ${longestTimeout}`;
    faults.push({ pointer: `${pointer}/timeout`, problem, section });
  }
  return [...faults, ...variableFaults(env ?? [], `${pointer}/env`)];
}

/** A variable that cannot be passed on as it is would reach the hook as another, or not at all. */
function variableFaults(env: readonly string[], pointer: string): readonly Fault[] {
  return env.flatMap((text, index) => {
    if (text.indexOf('=') > 0) return [];
    const problem = `is ${quote(text)}; wanted NAME=value`;
    return [{ pointer: below(pointer, index), problem, section }];
  });
}
