import { errno } from '../../lib/errno.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field, FieldContext } from '../field.ts';
import { intelRdtFaults } from './intel-rdt/rules.ts';
import { schemataLines } from './intel-rdt/schemata.ts';

const pointer = '/linux/intelRdt';
const directoryMode = 0o755;
const removeTimeout = 1000;

/** Cache and memory bandwidth: a directory of resctrl that init's tasks are put into. */
export const intelRdt: Field = {
  pointer,
  check(context) {
    const { mode, spec } = context;
    const rdt = spec.linux?.intelRdt;
    return mode === 'exec' || rdt === undefined ? [] : intelRdtFaults(rdt, context);
  },
  compile(context) {
    const group = groupOf(context);
    if (group === undefined) return [];
    const make = context.mode === 'create' ? makeOps(context, group) : [];
    const monitored = group.monitor === undefined ? [] : [group.monitor];
    return [
      ...make.map((op): Step => ({ phase: 'limits', op })),
      ...[group.path, ...monitored].map((path) => enter(path, context)),
    ];
  },
};

/** What delete has to remove by rmdir(2), innermost first: only what create has made for this container alone. */
export function intelRdtDirectories(context: FieldContext): readonly string[] {
  const group = groupOf(context);
  if (group === undefined) return [];
  const monitored = group.monitor === undefined ? [] : [group.monitor];
  return group.own ? [...monitored, group.path] : monitored;
}

interface Group {
  readonly path: string;
  /** Named after the container, not by closID. */
  readonly own: boolean;
  readonly isThere: boolean;
  readonly monitor: string | undefined;
}

function groupOf({ spec, facts, options }: FieldContext): Group | undefined {
  const rdt = spec.linux?.intelRdt;
  const { resctrl } = facts;
  if (rdt === undefined || resctrl === undefined) return undefined;
  const { closID, enableMonitoring } = rdt;
  const name = closID ?? options.id;
  const path = name === '/' ? resctrl.path : `${resctrl.path}/${name}`;
  return {
    path,
    own: closID === undefined,
    isThere: closID !== undefined && Object.hasOwn(resctrl.groups, closID),
    monitor: enableMonitoring === true ? `${path}/mon_groups/${options.id}` : undefined,
  };
}

function makeOps({ spec }: FieldContext, { path, own, isThere, monitor }: Group): readonly Op[] {
  const lines = schemataLines(spec.linux?.intelRdt ?? {});
  const ops: Op[] = [];
  if (!isThere) {
    ops.push(makeDirectory(path, own));
    if (own) ops.push(removeOnFailure(path));
    if (lines.length > 0) ops.push(writeSchemata(path, lines));
  }
  if (monitor !== undefined) ops.push(makeDirectory(monitor, true), removeOnFailure(monitor));
  return ops;
}

function makeDirectory(path: string, exclusive: boolean): Op {
  const text = 'the processor has no more classes of service or monitoring ids';
  return {
    op: 'makeDirectory',
    at: pointer,
    what: `make the resctrl group ${path}`,
    onErrno: [{ errno: errno.ENOSPC, then: 'hint', text }],
    path,
    mode: directoryMode,
    exclusive,
  };
}

function removeOnFailure(path: string): Op {
  const what = `remove the resctrl group ${path}`;
  const undo: readonly Op[] = [
    { op: 'cgroupRemove', at: pointer, what, path, timeout: removeTimeout },
  ];
  return { op: 'onFailure', at: pointer, what: `keep how to ${what}`, undo };
}

function writeSchemata(path: string, lines: readonly string[]): Op {
  return {
    op: 'writeKernelFile',
    at: pointer,
    what: `set the schemata of ${path}`,
    path: `${path}/schemata`,
    data: `${lines.join('\n')}\n`,
  };
}

function enter(path: string, { slots }: FieldContext): Step {
  const what = `put the container into the resctrl group ${path}`;
  const data = [slots.take(slotNames.init)];
  return {
    phase: 'identify',
    op: { op: 'writeKernelFile', at: pointer, what, path: `${path}/tasks`, data },
  };
}
