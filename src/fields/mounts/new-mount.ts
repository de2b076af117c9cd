import { errno } from '../../lib/errno.ts';
import { type ErrnoRule, NONE, type Slot } from '../../plan/field-types.ts';
import type { OpOf } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import { mountAttributes } from '../../spec/tables/mount-options.ts';
import type { FieldContext } from '../field.ts';
import { labelParameters } from '../linux/mount-label.ts';
import { quote } from '../quote.ts';
import type { MountEntry } from './entry.ts';
import type { ParsedOptions } from './options.ts';

/**
 * File systems that live in the kernel. Read-only is a matter of the mount for them: their superblock
 * may be shared with other mounts (the sysfs of one network namespace), which must not follow.
 */
const kernelFileSystems: ReadonlySet<string> = new Set([
  'binfmt_misc',
  'bpf',
  'cgroup',
  'cgroup2',
  'configfs',
  'debugfs',
  'devpts',
  'devtmpfs',
  'efivarfs',
  'fusectl',
  'hugetlbfs',
  'mqueue',
  'proc',
  'pstore',
  'ramfs',
  'securityfs',
  'selinuxfs',
  'sysfs',
  'tmpfs',
  'tracefs',
]);

/** Those whose files have labels of their own. */
const unlabelled: ReadonlySet<string> = new Set(['proc', 'sysfs', 'mqueue', 'cgroup', 'cgroup2']);

/** Namespaces without which the kernel refuses the file system in a user namespace. */
const ownNamespace: Readonly<Record<string, string>> = {
  proc: 'pid',
  sysfs: 'network',
  mqueue: 'ipc',
  cgroup: 'cgroup',
  cgroup2: 'cgroup',
};

/** A new file system, attached nowhere yet; `writable` leaves read-only for later. */
export function makeMount(
  { mount, options, pointer, destination, shown }: MountEntry,
  out: Slot,
  { context, writable }: { readonly context: FieldContext; readonly writable: boolean },
): OpOf<'newMount'> {
  const type = mount.type ?? '';
  // A tmpfs has the mode of what it covers, unless an option gives it one.
  const inheritsMode =
    type === 'tmpfs' && !options.data.some((option) => option.startsWith('mode='));
  const readOnly = writable ? mountAttributes.MOUNT_ATTR_RDONLY : 0;
  return {
    op: 'newMount',
    at: pointer,
    what: `mount ${quote(type)} on ${shown}`,
    onErrno: errnoRules(type),
    type,
    source: mount.source ?? 'none',
    options: [
      ...superblockParameters(type, options),
      ...options.data,
      ...(unlabelled.has(type) ? [] : labelParameters(context)),
    ],
    attributes: attributesOf(options) & ~readOnly,
    root: inheritsMode ? context.slots.take(slotNames.root) : NONE,
    path: inheritsMode ? destination : '',
    out,
  };
}

/** Whether the mount ends up read-only. */
export function isReadOnly({ options }: MountEntry): boolean {
  return (attributesOf(options) & mountAttributes.MOUNT_ATTR_RDONLY) !== 0;
}

/** A new mount has nothing below it: recursive attributes are its own. */
function attributesOf({ recursive, plain }: ParsedOptions): number {
  return (recursive.set & ~plain.clear) | plain.set;
}

/**
 * Two flags have no parameter, as fsopen(2) has none for them: the counters of `iversion` are kept by
 * those file systems that know them whatever the option says, and read by the kernel alone; `silent`
 * is about the kernel's log during mount(2), which a context of fsopen(2) has a channel for.
 */
function superblockParameters(type: string, { superblock }: ParsedOptions): readonly string[] {
  const isKernels = kernelFileSystems.has(type);
  return superblock.flatMap(({ flag, parameter }) =>
    parameter === undefined || (isKernels && flag === 'MS_RDONLY') ? [] : [parameter],
  );
}

function errnoRules(type: string): readonly ErrnoRule[] {
  if (type === 'devpts') {
    const text = 'a "gid=" among the options must be mapped in the user namespace of the container';
    return [{ errno: errno.EINVAL, then: 'hint', text }];
  }
  const namespace = ownNamespace[type];
  if (namespace === undefined) return [];
  const text = `in a user namespace, ${type} needs a ${namespace} namespace made with it, and one of its kind in sight that nothing covers: add one to linux.namespaces, let the container around this one hide less, or bind the one that is there`;
  return [{ errno: errno.EPERM, then: 'hint', text }];
}
