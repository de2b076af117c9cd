import { errno } from '../../lib/errno.ts';
import type { ErrnoRule, Slot } from '../../plan/field-types.ts';
import type { OpOf } from '../../plan/ops.ts';
import type { Step } from '../../plan/step.ts';
import type { LinuxIDMapping } from '../../spec/config.ts';
import { namespaces } from '../../spec/tables/namespaces.ts';
import type { FieldContext } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';
import type { MountEntry } from './entry.ts';
import { mountedSource } from './mounted-source.ts';

/** A user namespace that stands for an id mapping, and how the host gets it. */
interface MappingNamespace {
  readonly slot: Slot;
  readonly op: OpOf<'userNamespace'> | OpOf<'openNamespace'>;
}

const unmappable: readonly ErrnoRule[] = [
  {
    errno: errno.EINVAL,
    then: 'hint',
    text: 'this kernel knows no id mappings for that file system: use another one (ext4, XFS and btrfs have them since Linux 5.15, overlay since 5.19, tmpfs since 6.3), or change the owners of the files',
  },
  {
    errno: errno.EPERM,
    then: 'hint',
    text: 'ids can be mapped once, by who has CAP_SYS_ADMIN in the user namespace in which the file system was mounted: let root of the host run pelagos',
  },
];

/** Whether the ids of the mount are mapped: by an option, or by mappings of its own alone. */
export function isIdmapped({ mount, options }: MountEntry): boolean {
  return options.idmap !== undefined || (mount.uidMappings?.length ?? 0) > 0;
}

/** Opens the namespaces of all mappings before the first mount needs one, each mapping once. */
export function openMappings(mapped: readonly MountEntry[], context: FieldContext): Step[] {
  return distinct(mapped, context).map(({ op }) => ({ phase: 'open', op }));
}

/** Nobody needs the namespaces after the last mount has been mapped. */
export function closeMappings(mapped: readonly MountEntry[], context: FieldContext): Step[] {
  const phases = closingPhases(mapped, context);
  return distinct(mapped, context).flatMap(({ op: { at }, slot }) => {
    const what = 'close the user namespace of an id mapping';
    return phases.map((phase) => ({ phase, op: { op: 'close', at, what, slot } }));
  });
}

/** Both have the namespaces where one of them maps when init is there: a source that it alone sees. */
function closingPhases(
  mapped: readonly MountEntry[],
  context: FieldContext,
): readonly ('open' | 'identify' | 'map' | 'mounts')[] {
  const isInherited = mapped.some((entry) => mountedSource(entry, context) !== undefined);
  if (!isInherited) return ['open'];
  const isMappedByInit = placementOf(context.spec, 'user') === 'runtime';
  return [isMappedByInit ? 'identify' : 'map', 'mounts'];
}

/** The mapping is set while the mount is attached nowhere: the kernel takes it at no other time. */
export function mapIds(
  entry: MountEntry,
  mount: Slot,
  context: FieldContext,
): OpOf<'mountAttributes'> {
  return {
    op: 'mountAttributes',
    at: entry.pointer,
    what: `map the ids of the mount on ${entry.shown}`,
    onErrno: unmappable,
    mount,
    set: 0,
    clear: 0,
    propagation: 0,
    recursive: entry.options.idmap === 'recursive',
    userNamespace: namespaceOf(entry, context).slot,
  };
}

function distinct(
  mapped: readonly MountEntry[],
  context: FieldContext,
): readonly MappingNamespace[] {
  const bySlot = new Map<Slot, MappingNamespace>();
  for (const entry of mapped) {
    const namespace = namespaceOf(entry, context);
    if (!bySlot.has(namespace.slot)) bySlot.set(namespace.slot, namespace);
  }
  return [...bySlot.values()];
}

/** Mappings of the mount's own, else those of the container, else the namespace that it joins. */
function namespaceOf(entry: MountEntry, { spec, slots }: FieldContext): MappingNamespace {
  const own = (entry.mount.uidMappings?.length ?? 0) > 0;
  const { uidMappings = [], gidMappings = [] } = own ? entry.mount : (spec.linux ?? {});
  const [uidMap, gidMap] = [mapText(uidMappings), mapText(gidMappings)];
  const joined = spec.linux?.namespaces?.find(({ type }) => type === 'user')?.path ?? '';
  const what = `get the id mapping of the mount on ${entry.shown}`;
  if (!own && joined !== '') {
    const out = slots.take('id mapping of the joined user namespace');
    const type = namespaces.user.cloneFlag;
    return {
      slot: out,
      op: { op: 'openNamespace', at: entry.pointer, what, path: joined, type, out },
    };
  }
  const out = slots.take(`id mapping ${uidMap}, ${gidMap}`);
  return { slot: out, op: { op: 'userNamespace', at: entry.pointer, what, uidMap, gidMap, out } };
}

/** As uid_map has it: first id inside, first id outside, how many. */
function mapText(mappings: readonly LinuxIDMapping[]): string {
  return mappings
    .map(({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}\n`)
    .join('');
}
