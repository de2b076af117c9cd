import { errno } from '../../../lib/errno.ts';
import { NONE } from '../../../plan/field-types.ts';
import type { Op } from '../../../plan/ops.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { Step } from '../../../plan/step.ts';
import type { FieldContext } from '../../field.ts';
import { type IdKind, mappingsOf, mapWriterOf } from '../../id-maps.ts';
import { placementOf } from '../../namespace-placement.ts';

/** The steps that write the map of one kind for init, where create makes it a user namespace. */
export function mapSteps(context: FieldContext, kind: IdKind, at: string): readonly Step[] {
  const { mode, spec, facts } = context;
  if (mode === 'exec' || placementOf(spec, 'user') !== 'new') return [];
  const writer = mapWriterOf(spec, facts, kind);
  const ops: readonly Op[] =
    writer === 'helper'
      ? helperOps(context, kind, at)
      : [
          ...(writer === 'own-id' && kind === 'gid' ? [denySetGroups(context, at)] : []),
          direct(context, kind, at),
        ];
  return ops.map((op) => ({ phase: 'identify', op }));
}

function direct({ spec, slots }: FieldContext, kind: IdKind, at: string): Op {
  const lines = mappingsOf(spec, kind).map(
    ({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}\n`,
  );
  return {
    op: 'writeKernelFile',
    at,
    what: `write the ${kind} map of the user namespace`,
    onErrno: [
      { errno: errno.EINVAL, then: 'hint', text: 'the kernel takes less than one page of text' },
      { errno: errno.EPERM, then: 'hint', text: 'a host id may be mapped only by who has it' },
    ],
    path: ['/proc/', slots.take(slotNames.init), `/${kind}_map`],
    data: lines.join(''),
  };
}

/** The price of mapping one's own group without privileges (CVE-2014-8989). */
function denySetGroups({ slots }: FieldContext, at: string): Op {
  return {
    op: 'writeKernelFile',
    at,
    what: 'deny setgroups in the user namespace',
    path: ['/proc/', slots.take(slotNames.init), '/setgroups'],
    data: 'deny',
  };
}

/** newuidmap and newgidmap have the privileges that the caller lacks. */
function helperOps({ spec, facts, slots }: FieldContext, kind: IdKind, at: string): readonly Op[] {
  const helper = facts.idMapHelpers?.[kind];
  if (helper === undefined) return [];
  const ranges = mappingsOf(spec, kind).flatMap(({ containerID, hostID, size }) =>
    [containerID, hostID, size].map(String),
  );
  return [
    {
      op: 'run',
      at,
      what: `write the ${kind} map of the user namespace by ${helper}`,
      path: helper,
      args: [helper, PLACE_OF_PID, ...ranges],
      env: [],
      home: 0,
      pid: slots.take(slotNames.init),
      directory: NONE,
      stdin: '',
      timeout: helperTimeout,
    },
  ];
}

/** Only the moment knows it. */
const PLACE_OF_PID = 'PID';
const helperTimeout = 10_000;
