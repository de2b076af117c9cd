import { hugePagesPointer } from '../../../cgroup/huge-pages.ts';
import { resourceParts } from '../../../cgroup/resource-parts.ts';
import type { Fault } from '../../../errors/fault.ts';
import type { Field, FieldContext } from '../../field.ts';
import { quote } from '../../quote.ts';
import { resourceField } from './resource-field.ts';

const section = 'config-linux.md#huge-page-limits';
const limits = resourceField({
  name: 'hugepageLimits',
  section,
  parts: [resourceParts.hugePages],
});

export const hugepageLimits: Field = {
  ...limits,
  check: (context) => [...unknownSizes(context), ...(limits.check?.(context) ?? [])],
};

function unknownSizes({ spec, facts }: FieldContext): readonly Fault[] {
  const known = facts.hugePageSizes;
  const has = known.length === 0 ? 'no huge pages' : known.map(quote).join(', ');
  return (spec.linux?.resources?.hugepageLimits ?? []).flatMap(({ pageSize }, index) => {
    if (known.includes(pageSize)) return [];
    const pointer = `${hugePagesPointer}/${index}/pageSize`;
    return [{ pointer, problem: `is ${quote(pageSize)}, but this host has ${has}`, section }];
  });
}
