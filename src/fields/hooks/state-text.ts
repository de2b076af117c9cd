import type { Text } from '../../plan/field-types.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { ContainerState } from '../../spec/state.ts';
import type { FieldContext } from '../field.ts';

/**
 * The state of the container as hooks and the seccomp agent read it, before there is a record. The
 * pid is the value of the slot: as the host sees it in host steps, as init sees itself in its own.
 */
export function stateText(context: FieldContext, status: ContainerState): Text {
  const { spec, options, slots } = context;
  const { ociVersion, annotations } = spec;
  const head = JSON.stringify({ ociVersion, id: options.id, status });
  const tail = JSON.stringify({
    bundle: options.bundle,
    ...(annotations !== undefined && Object.keys(annotations).length > 0 ? { annotations } : {}),
  });
  return [`${head.slice(0, -1)},"pid":`, slots.take(slotNames.init), `,${tail.slice(1)}`];
}
