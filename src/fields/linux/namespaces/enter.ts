import type { Op } from '../../../plan/ops.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { Step } from '../../../plan/step.ts';
import { namespaces as table } from '../../../spec/tables/namespaces.ts';
import type { FieldContext } from '../../field.ts';
import { placementOf } from '../../namespace-placement.ts';
import { enterInherited, openEntered } from './inherited-mount.ts';
import { becomeRoot, dropGroups } from './join.ts';

const at = '/linux/namespaces';

/**
 * How a process enters a container: all namespaces of its init at once, by the descriptor of init,
 * so that no path has to be believed. Which ones init has is what config.json said.
 */
export function enterSteps(context: FieldContext): readonly Step[] {
  const { spec, slots } = context;
  const types = (spec.linux?.namespaces ?? []).map(({ type }) => type);
  const flags = types.reduce((all, type) => all + table[type].cloneFlag, 0);
  const process = slots.take(slotNames.enteredProcess);
  const inUser = placementOf(spec, 'user') !== 'runtime';
  const ops: readonly Op[] = [
    ...hide(context),
    ...(inUser ? dropGroups({ at }, spec) : []),
    {
      op: 'joinProcess',
      at,
      what: 'join the namespaces of the container',
      process,
      pid: slots.take(slotNames.enteredInit),
      flags,
    },
    ...(inUser ? becomeRoot({ at }) : []),
    ...enterInherited(context),
    { op: 'close', at, what: 'close the descriptor of init', slot: process },
    // A pid namespace takes effect in children alone.
    ...(types.includes('pid') ? [goOn] : []),
  ];
  return [...openEntered(context), ...ops.map((op): Step => ({ phase: 'join', op }))];
}

const goOn: Op = {
  op: 'continueInChild',
  at,
  what: 'go on in a child that is in the namespaces',
  flags: 0,
};

/**
 * From the moment it is in the container, others there could trace it and reach what it holds open
 * (CVE-2016-9962). An ordinary user could not write to the process any more, and gives it nothing
 * that the container, which is that user's too, has not.
 */
function hide({ facts }: FieldContext): readonly Op[] {
  if (facts.uid !== 0 || facts.inUserNamespace) return [];
  return [{ op: 'setDumpable', at, what: 'hide from the container', dumpable: false }];
}
