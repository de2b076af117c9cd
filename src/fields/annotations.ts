import type { Fault } from '../errors/fault.ts';
import type { Spec } from '../spec/config.ts';
import { refusedAnnotations } from '../spec/tables/annotations.ts';
import type { Field } from './field.ts';
import { below } from './quote.ts';

const pointer = '/annotations';
const section = 'config.md#annotations';

/**
 * Annotations are stored and handed to hooks. Those of an image reach this map too, and an image must
 * not select what the host does (CVE-2024-3154): the few that change something are asked for by name
 * (src/spec/tables/annotations.ts), and `features` tells engines to refuse them from images.
 */
export const annotations: Field = {
  pointer,
  check({ mode, spec }) {
    return mode === 'exec' ? [] : [...emptyKey(spec), ...refused(spec)];
  },
};

function emptyKey({ annotations: given = {} }: Spec): readonly Fault[] {
  if (!Object.hasOwn(given, '')) return [];
  const problem = 'has an empty key; wanted a name such as "org.example.key"';
  return [{ pointer: `${pointer}/`, problem, section }];
}

/** crun takes an empty value of some of them for none. */
function refused({ annotations: given = {} }: Spec): readonly Fault[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const cure = refusedAnnotations.get(name);
    if (cure === undefined || value === '') return [];
    const problem = `asks for what is not supported: ${cure}; or leave it out`;
    return [{ pointer: below(pointer, name), problem, section }];
  });
}
