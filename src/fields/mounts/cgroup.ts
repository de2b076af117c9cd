import type { CgroupHierarchy } from '../../cgroup/facts.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Mount } from '../../spec/config.ts';
import { mountOptions } from '../../spec/tables/mount-options.ts';
import type { FieldContext } from '../field.ts';
import { containerCgroup } from '../linux/cgroups-path.ts';
import { placementOf } from '../namespace-placement.ts';
import { quote } from '../quote.ts';
import { bindSteps } from './bind.ts';
import { at, type MountEntry, readMount } from './entry.ts';
import { fileSystemSteps } from './file-system.ts';

/**
 * A mount of type `cgroup` shows the cgroups of whatever version the host has: cgroup2, or for v1 a
 * tmpfs with one mount a hierarchy.
 */
export function cgroupSteps(entry: MountEntry, context: FieldContext): Step[] {
  const { mode, hierarchies, unified } = context.facts.cgroup;
  if (mode === 'v2' && unified !== undefined) return unifiedSteps(entry, unified, context);
  return [
    ...fileSystemSteps(directoryFor(entry), context),
    ...hierarchies.flatMap((hierarchy) => hierarchySteps(entry, hierarchy, context)),
  ];
}

/** In a user namespace, the kernel mounts cgroup2 only with a cgroup namespace made in it. */
function unifiedSteps(entry: MountEntry, unified: CgroupHierarchy, context: FieldContext): Step[] {
  const { spec } = context;
  if (placementOf(spec, 'user') !== 'runtime' && placementOf(spec, 'cgroup') === 'runtime') {
    return bindSteps(ownDirectory(entry, unified, context), context);
  }
  const { destination, source, options } = entry.mount;
  const mount: Mount = {
    destination,
    type: 'cgroup2',
    source: source ?? 'cgroup',
    ...(options === undefined ? {} : { options }),
  };
  return fileSystemSteps(readMount(mount, entry), context);
}

/** The tmpfs that holds the mount points of the hierarchies. */
function directoryFor(entry: MountEntry): MountEntry {
  const options = [...knownOptions(entry), 'nosuid', 'noexec', 'nodev', 'mode=755'];
  const { destination } = entry;
  return readMount({ destination, type: 'tmpfs', source: 'tmpfs', options }, entry);
}

/** The binds of the container's own directories that a mount of type `cgroup` is, where it is no new mount. */
export function ownDirectories(entry: MountEntry, context: FieldContext): readonly MountEntry[] {
  const { mode, hierarchies } = context.facts.cgroup;
  if (mode === 'v2' || placementOf(context.spec, 'cgroup') !== 'runtime') return [];
  return hierarchies.map((hierarchy) =>
    ownDirectory(hierarchyEntry(entry, hierarchy), hierarchy, context),
  );
}

function hierarchyEntry(entry: MountEntry, { mountPoint }: CgroupHierarchy): MountEntry {
  const destination = `${entry.destination}/${baseName(mountPoint)}`;
  return { ...at(destination, entry), key: `${entry.key} ${mountPoint}` };
}

/** Without a cgroup namespace a hierarchy would show the whole host: then it is the own directory. */
function hierarchySteps(
  entry: MountEntry,
  hierarchy: CgroupHierarchy,
  context: FieldContext,
): readonly Step[] {
  const here = hierarchyEntry(entry, hierarchy);
  const steps =
    placementOf(context.spec, 'cgroup') === 'runtime'
      ? bindSteps(ownDirectory(here, hierarchy, context), context)
      : fileSystemSteps(hierarchyMount(here, hierarchy), context);
  return [...steps, ...controllerLinks(entry, hierarchy, context)];
}

function hierarchyMount(entry: MountEntry, { controllers }: CgroupHierarchy): MountEntry {
  const options = [...knownOptions(entry), ...controllers];
  const { destination } = entry;
  const read = readMount({ destination, type: 'cgroup', source: 'cgroup', options }, entry);
  return { ...read, kind: 'new' };
}

/** The container's directory in the hierarchy, or where it gets none, the caller's. */
function ownDirectory(
  entry: MountEntry,
  hierarchy: CgroupHierarchy,
  context: FieldContext,
): MountEntry {
  const { directories } = containerCgroup(context);
  const placed = directories.find(({ mountPoint }) => mountPoint === hierarchy.mountPoint);
  const mount: Mount = {
    destination: entry.destination,
    type: 'bind',
    source: placed?.path ?? callersDirectory(hierarchy),
    options: [...knownOptions(entry), 'rbind'],
  };
  return readMount(mount, entry);
}

function callersDirectory({ mountPoint, root, own }: CgroupHierarchy): string {
  const isInside = own === root || root === '/' || own.startsWith(`${root}/`);
  return isInside ? `${mountPoint}/${own.slice(root === '/' ? 1 : root.length)}` : mountPoint;
}

/** Hierarchies of more than one controller are found under the name of each. */
function controllerLinks(
  entry: MountEntry,
  { mountPoint }: CgroupHierarchy,
  { slots }: FieldContext,
): readonly Step[] {
  const target = baseName(mountPoint);
  if (!target.includes(',')) return [];
  return target.split(',').map((controller) => {
    const path = `${entry.destination}/${controller}`;
    const op: Op = {
      op: 'makeSymlink',
      at: entry.pointer,
      what: `make the link ${quote(path)} to ${quote(target)}`,
      root: slots.take(slotNames.root),
      path,
      target,
      replace: false,
    };
    return { phase: 'mounts', op };
  });
}

/** What a file system of another type can take too. */
function knownOptions({ mount }: MountEntry): readonly string[] {
  return (mount.options ?? []).filter((name) => mountOptions.has(name));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
