import { RuntimeError } from '../../errors/runtime-error.ts';
import type { FieldContext } from '../../fields/field.ts';
import { containerCgroup } from '../../fields/linux/cgroups-path.ts';
import { ownDirectories } from '../../fields/mounts/cgroup.ts';
import { bindSource, readMounts } from '../../fields/mounts/entry.ts';
import { readTextIfThere } from '../../host/files.ts';
import type { RestoreOptions } from './options.ts';
import {
  type CriuSetting,
  DESCRIPTORS_FILE,
  externalMounts,
  externalNamespaces,
} from './request.ts';
import { inheritedNumber } from './session.ts';

/** Namespaces given by path that criu takes as descriptors; others it joins by their paths. */
export function externalsOf({ spec, slots }: FieldContext) {
  return (spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }) =>
    path !== '' && (type === 'network' || type === 'pid')
      ? [{ key: externalNamespaces[type].key, slot: slots.take(`${type}-namespace`) }]
      : [],
  );
}

/** What criu is to know of the container. */
export function restoreSettings(
  context: FieldContext,
  options: RestoreOptions,
  criuRoot: string,
): readonly CriuSetting[] {
  return [
    ['root', criuRoot],
    ['evasiveDevices', true],
    ['restoreSibling', true],
    ['tcpClose', options.tcpClose],
    ['lsmProfile', options.lsmProfile],
    ['lsmMountContext', options.lsmMountContext],
    ...mountsOf(context),
    ...cgroupRoots(context),
    ...externalsOf(context).map(({ key }, index) => inherit(key, inheritedNumber(index))),
    ...pipesOf(options.imagePath).map(({ key, fd }) => inherit(key, fd)),
    ...joined(context),
  ];
}

function mountsOf(context: FieldContext): readonly CriuSetting[] {
  const { options } = context;
  const mounts = readMounts(context);
  const binds = [
    ...mounts.filter(({ kind }) => kind === 'bind'),
    ...mounts
      .filter(({ kind }) => kind === 'cgroup')
      .flatMap((entry) => ownDirectories(entry, context)),
  ];
  return externalMounts([
    ...binds.map((entry) => ({
      key: entry.destination,
      value: bindSource(entry, options.bundle),
    })),
    // What masks files has this name in all checkpoints.
    { key: '/dev/null', value: '/dev/null' },
  ]);
}

/** Where the cgroups of the checkpoint are now. */
function cgroupRoots(context: FieldContext): readonly CriuSetting[] {
  const { directories } = containerCgroup(context);
  return directories.flatMap(({ controllers, path, mountPoint, version }) => {
    const names = version === 2 ? [''] : controllers.map((name) => name.replace('name=', ''));
    return names.map(
      (name): CriuSetting => [
        'cgroupRoot',
        [
          [1, name],
          [2, path.slice(mountPoint.length)],
        ],
      ],
    );
  });
}

function inherit(key: string, fd: number): CriuSetting {
  return [
    'inheritFd',
    [
      [1, key],
      [2, fd],
    ],
  ];
}

/** Standard streams that were pipes of a caller: those of this one take their places. */
function pipesOf(imagePath: string) {
  const text = readTextIfThere(`${imagePath}/${DESCRIPTORS_FILE}`) ?? '[]';
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((key: unknown, fd) =>
    typeof key === 'string' && key.startsWith('pipe:') && fd <= 2 ? [{ key, fd }] : [],
  );
}

function joined({ spec }: FieldContext): readonly CriuSetting[] {
  return (spec.linux?.namespaces ?? []).flatMap(({ type, path = '' }): readonly CriuSetting[] => {
    if (path === '' || type === 'network' || type === 'pid') return [];
    if (type === 'cgroup') {
      throw new RuntimeError('usage', 'cannot restore into a cgroup namespace given by path', {
        hint: 'criu knows no way: let the container have a new one',
      });
    }
    const word = type === 'mount' ? 'mnt' : type;
    return [
      [
        'joinNamespace',
        [
          [1, word],
          [2, path],
        ],
      ],
    ];
  });
}
