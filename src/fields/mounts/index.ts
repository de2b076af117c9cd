import type { Step } from '../../plan/step.ts';
import type { Field, FieldContext } from '../field.ts';
import { bindSteps } from './bind.ts';
import { cgroupSteps } from './cgroup.ts';
import { mountFaults } from './check.ts';
import { type MountEntry, readMounts } from './entry.ts';
import { fileSystemSteps } from './file-system.ts';
import { closeMappings, isIdmapped, openMappings } from './idmap.ts';
import { remountSteps } from './remount.ts';

/** Mounts beyond the root, made in the listed order. */
export const mounts: Field = {
  pointer: '/mounts',
  check(context) {
    if (context.mode === 'exec') return [];
    return readMounts(context).flatMap((entry) => mountFaults(entry, context));
  },
  compile(context) {
    if (context.mode === 'exec') return [];
    const entries = readMounts(context);
    const mapped = entries.filter(isIdmapped);
    return [
      ...openMappings(mapped, context),
      ...entries.flatMap((entry) => stepsOf(entry, context)),
      ...closeMappings(mapped, context),
    ];
  },
};

function stepsOf(entry: MountEntry, context: FieldContext): readonly Step[] {
  switch (entry.kind) {
    case 'bind':
      return bindSteps(entry, context);
    case 'remount':
      return remountSteps(entry, context);
    case 'cgroup':
      return cgroupSteps(entry, context);
    case 'new':
      return fileSystemSteps(entry, context);
  }
}
