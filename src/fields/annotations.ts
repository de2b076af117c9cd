import type { Field } from './field.ts';

/**
 * Annotations are stored and handed to hooks, and change nothing by themselves: those of an image
 * reach this map, and an image must not select what the host does (CVE-2024-3154).
 */
export const annotations: Field = {
  pointer: '/annotations',
  check({ spec }) {
    if (!Object.hasOwn(spec.annotations ?? {}, '')) return [];
    const problem = 'has an empty key; wanted a name such as "org.example.key"';
    return [{ pointer: '/annotations/', problem, section: 'config.md#annotations' }];
  },
};
