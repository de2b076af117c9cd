import type { Field } from '../field.ts';

const pointer = '/linux/mountLabel';

/** The SELinux context of the mounts: an option of each (src/fields/mounts/new-mount.ts). */
export const mountLabel: Field = {
  pointer,
  check({ mode, spec, facts }) {
    if (mode === 'exec' || (spec.linux?.mountLabel ?? '') === '' || facts.selinux) return [];
    const problem = 'is set, but SELinux is not enabled on the host; remove it';
    return [{ pointer, problem, section: 'config-linux.md#mount-label' }];
  },
};
