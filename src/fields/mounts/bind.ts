import { errno } from '../../lib/errno.ts';
import { type ErrnoRule, NONE, type Slot } from '../../plan/field-types.ts';
import type { Op, OpOf } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { isCapable } from '../capability-facts.ts';
import type { FieldContext } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';
import { inheritedPropagation } from '../propagation.ts';
import { quote } from '../quote.ts';
import { attachMount, closeMount } from './attach.ts';
import { changeMount } from './attributes.ts';
import { bindSource, type MountEntry } from './entry.ts';
import { isIdmapped, mapIds } from './idmap.ts';
import { mappingMeeting } from './mapping-meeting.ts';
import { mountedSource } from './mounted-source.ts';

const lockedBelow: readonly ErrnoRule[] = [
  {
    errno: errno.EINVAL,
    then: 'hint',
    text: 'in a user namespace, mounts below the source cannot be left out: use "rbind"',
  },
];

/**
 * Opened by the host where root of the container's user namespace may not be able to reach the
 * source, or where ids are mapped, which takes the privileges of the host; else by init, and where
 * mounts before it have put something at the source, which init alone sees.
 */
export function bindSteps(entry: MountEntry, context: FieldContext): Step[] {
  const opensAll = hostOpensSources(context);
  const opens = opensAll || isIdmapped(entry);
  const inside = opens ? mountedSource(entry, context) : undefined;
  if (opens && inside === undefined) return hostOpened(entry, context);
  return initOpened(entry, { context, inside: opensAll ? inside : undefined });
}

/** Whether sources are opened before the container's first process exists. */
export function hostOpensSources({ spec, facts }: FieldContext): boolean {
  return placementOf(spec, 'user') !== 'runtime' && isCapable(facts, 'CAP_SYS_ADMIN');
}

/** inside: where the source is below the root; undefined: it is opened by its path on the host. */
interface Opening {
  readonly context: FieldContext;
  readonly inside?: string | undefined;
}

function hostOpened(entry: MountEntry, context: FieldContext): Step[] {
  const mount = context.slots.take(`mount ${entry.key}`);
  const mapping = isIdmapped(entry) ? [mapIds(entry, mount, context)] : [];
  const opened: readonly Op[] = [
    openSource(entry, mount, { context }),
    ...mapping,
    ...changeMount(inheriting(entry, context), mount),
  ];
  return [
    ...opened.map((op) => ({ phase: 'open' as const, op })),
    { phase: 'identify', op: closeMount(entry, mount) },
    { phase: 'mounts', op: attachMount(entry, mount, { context }) },
  ];
}

function initOpened(entry: MountEntry, opening: Opening): Step[] {
  const { context } = opening;
  const mount = context.slots.take('mount');
  const steps: Step[] = [{ phase: 'mounts', op: openSource(entry, mount, opening) }];
  if (isIdmapped(entry)) steps.push(...mappingSteps(entry, mount, context));
  for (const op of changeMount(entry, mount)) steps.push({ phase: 'mounts', op });
  steps.push({ phase: 'mounts', op: attachMount(entry, mount, { context }) });
  return steps;
}

/** In a user namespace init lacks the privileges that mapping takes. */
function mappingSteps(entry: MountEntry, mount: Slot, context: FieldContext): Step[] {
  if (placementOf(context.spec, 'user') !== 'runtime') return mappingMeeting(entry, mount, context);
  return [{ phase: 'mounts', op: mapIds(entry, mount, context) }];
}

/**
 * The host's mount namespace has not been made a slave, as that of init has, so a source opened
 * there has to be: mounts that the container makes below it must not reach the host. The kernel
 * itself makes slaves of all mounts that a new user namespace gets.
 */
function inheriting(entry: MountEntry, { spec }: FieldContext): MountEntry {
  const { propagations: own } = entry.options;
  if (own.some(({ type, recursive }) => recursive && type !== 'shared')) return entry;
  const isOwned = placementOf(spec, 'user') !== 'runtime';
  const type = isOwned ? 'slave' : inheritedPropagation(spec);
  return {
    ...entry,
    options: { ...entry.options, propagations: [{ type, recursive: true }, ...own] },
  };
}

function openSource(entry: MountEntry, out: Slot, { context, inside }: Opening): OpOf<'openTree'> {
  const source = bindSource(entry, context.options.bundle);
  const { bind, words } = entry.options;
  return {
    op: 'openTree',
    at: `${entry.pointer}/source`,
    what: `open ${quote(source)} to mount it on ${entry.shown}`,
    onErrno: bind === 'recursive' ? [] : lockedBelow,
    // Root of a user namespace may not be able to reach the root filesystem by its path.
    root: inside === undefined ? NONE : context.slots.take(slotNames.root),
    path: inside ?? source,
    recursive: bind === 'recursive',
    // A link that is mounted itself leads where the same link, made in the container, would.
    noFollow: words.includes('src-nofollow') || words.includes('copy-symlink'),
    out,
  };
}
