import type { Fault } from '../../../errors/fault.ts';
import type { LinuxIDMapping } from '../../../spec/config.ts';
import type { FieldContext } from '../../field.ts';
import { type IdKind, mappingsOf, mapWriterOf } from '../../id-maps.ts';
import { placementOf } from '../../namespace-placement.ts';

const section = 'config-linux.md#user-namespace-mappings';

/** UID_GID_MAP_MAX_EXTENTS of linux/user_namespace.h. */
const mostLines = 340;
const idCount = 2 ** 32 - 1;

/** What keeps the map of one kind from being written. */
export function mapFaults(context: FieldContext, kind: IdKind, pointer: string): readonly Fault[] {
  const { spec } = context;
  const mappings = mappingsOf(spec, kind);
  const user = placementOf(spec, 'user');
  const fault = (problem: string): Fault => ({ pointer, problem, section });
  if (user === 'runtime') {
    if (mappings.length === 0) return [];
    return [fault('needs a user namespace; add one to linux.namespaces')];
  }
  if (user === 'joined') return listFaults(mappings, pointer);
  if (mappings.length === 0)
    return [fault('is missing, but a new user namespace has no ids without it')];
  const faults = [...listFaults(mappings, pointer)];
  if (!mappings.some(({ containerID, size }) => containerID === 0 && size > 0)) {
    faults.push(fault('does not map the container id 0, as which the container is set up'));
  }
  if (
    mapWriterOf(spec, context.facts, kind) === 'helper' &&
    context.facts.idMapHelpers === undefined
  ) {
    faults.push(
      fault(
        `maps more than the own ${kind}, for which an ordinary user needs new${kind}map; install it (package uidmap or shadow-utils), or map container id 0 to the own ${kind} with size 1`,
      ),
    );
  }
  return faults;
}

function listFaults(mappings: readonly LinuxIDMapping[], pointer: string): readonly Fault[] {
  const faults = mappings.flatMap((mapping, index) => lineFaults(mapping, `${pointer}/${index}`));
  if (mappings.length > mostLines) {
    const problem = `has ${mappings.length} entries; the kernel takes ${mostLines}`;
    faults.push({ pointer, problem, section });
  }
  return [
    ...faults,
    ...overlapFaults(mappings, pointer, 'containerID'),
    ...overlapFaults(mappings, pointer, 'hostID'),
  ];
}

function lineFaults({ containerID, hostID, size }: LinuxIDMapping, at: string): readonly Fault[] {
  if (size === 0) return [{ pointer: `${at}/size`, problem: 'is 0; wanted at least 1', section }];
  // 2^32 - 1 itself is no id: the kernel uses it for "none".
  const over = Math.max(containerID, hostID) + size > idCount;
  const problem = `is ${size}, with which the range runs past the highest id ${idCount - 1}`;
  return over ? [{ pointer: `${at}/size`, problem, section }] : [];
}

/** Ranges of one side must not share an id: sorted, each must end before the next begins. */
function overlapFaults(
  mappings: readonly LinuxIDMapping[],
  pointer: string,
  side: 'containerID' | 'hostID',
): readonly Fault[] {
  const sorted = [...mappings.entries()].sort(([, a], [, b]) => a[side] - b[side]);
  const faults: Fault[] = [];
  let end = 0;
  let owner = 0;
  for (const [index, mapping] of sorted) {
    if (faults.length === 0 && end > mapping[side]) {
      const problem = `is ${mapping[side]}, in the range of ${pointer}/${owner} already`;
      faults.push({ pointer: `${pointer}/${index}/${side}`, problem, section });
    }
    if (mapping[side] + mapping.size > end) {
      end = mapping[side] + mapping.size;
      owner = index;
    }
  }
  return faults;
}
