import type { Field, FieldContext } from '../field.ts';

const pointer = '/linux/mountLabel';

/**
 * The SELinux context of the mounts: an option of each (src/fields/mounts/new-mount.ts). Where SELinux
 * is not enabled no file has a context and nothing reads one: the label is left out with a warning.
 */
export const mountLabel: Field = {
  pointer,
  compile({ mode, spec, facts, options }) {
    if (mode === 'exec' || (spec.linux?.mountLabel ?? '') === '' || facts.selinux) return [];
    if (!options.debug) return [];
    const message = `${pointer} is left out: SELinux is not enabled on the host`;
    return [
      {
        phase: 'claim',
        op: { op: 'log', at: pointer, what: 'log a warning', level: 'warning', message },
      },
    ];
  },
};

/** The label as a parameter of a new file system; none where there is no label, or nothing to read it. */
export function labelParameters({ spec, facts }: FieldContext): readonly string[] {
  const label = spec.linux?.mountLabel ?? '';
  return label === '' || !facts.selinux ? [] : [`context=${label}`];
}
