import { memo } from '../../../lib/memo.ts';
import type { FieldContext } from '../../field.ts';
import { placementOf } from '../../namespace-placement.ts';
import { startsUnit } from './unit.ts';

/**
 * Whether the cgroups of version 1 are made, and their limits set, while init makes its network
 * namespace: both take the kernel as long. Init enters them once it may go on, from a mount namespace
 * and with the rights of the runtime still.
 */
export const isMadeBeside: (context: FieldContext) => boolean = memo((context) => {
  const { mode, spec, facts } = context;
  if (mode !== 'create' || startsUnit(context) || facts.cgroup.hierarchies.length === 0)
    return false;
  const joinsNone = (spec.linux?.namespaces ?? []).every(({ path = '' }) => path === '');
  return (
    joinsNone &&
    placementOf(spec, 'mount') === 'new' &&
    placementOf(spec, 'network') === 'new' &&
    placementOf(spec, 'user') === 'runtime'
  );
});

/** The phase in which limits are set: as early as their cgroup is there. */
export function limitsPhase(context: FieldContext): 'limits' | 'identify' | 'hierarchies' {
  if (startsUnit(context)) return 'identify';
  return isMadeBeside(context) ? 'hierarchies' : 'limits';
}
