import { annotationOf, annotationPointer } from '../annotation-of.ts';
import type { Field, FieldContext } from '../field.ts';
import { quote } from '../quote.ts';

const pointer = '/linux/mountLabel';

/** The options of mount(8) that give a context to a file system. */
const contextTypes: readonly string[] = ['context', 'fscontext', 'defcontext', 'rootcontext'];

/**
 * The SELinux context of the mounts: an option of each (src/fields/mounts/new-mount.ts). Where SELinux
 * is not enabled no file has a context and nothing reads one: the label is left out with a warning.
 */
export const mountLabel: Field = {
  pointer,
  check({ mode, spec }) {
    const type = annotationOf(spec, 'mountContext');
    if (mode === 'exec' || type === undefined || contextTypes.includes(type)) return [];
    const problem = `is ${quote(type)}; wanted one of ${contextTypes.join(', ')}`;
    return [
      { pointer: annotationPointer('mountContext'), problem, section: 'config.md#annotations' },
    ];
  },
  compile({ mode, spec, facts, options }) {
    if (mode === 'exec' || (spec.linux?.mountLabel ?? '') === '' || facts.selinux) return [];
    if (options.logLevel === 'error') return [];
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
  const type = annotationOf(spec, 'mountContext') ?? 'context';
  return label === '' || !facts.selinux ? [] : [`${type}=${label}`];
}
