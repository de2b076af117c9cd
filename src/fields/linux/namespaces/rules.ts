import type { Fault } from '../../../errors/fault.ts';
import type { LinuxNamespace, Spec } from '../../../spec/config.ts';
import { hasNul, quote } from '../../quote.ts';

const pointer = '/linux/namespaces';
const section = 'config-linux.md#namespaces';

export function namespaceFaults(spec: Spec): readonly Fault[] {
  const list = spec.linux?.namespaces ?? [];
  return list.flatMap((entry, index) => entryFaults(entry, index, list));
}

function entryFaults(
  { type, path = '' }: LinuxNamespace,
  index: number,
  list: readonly LinuxNamespace[],
): readonly Fault[] {
  const faults: Fault[] = [];
  const first = list.findIndex((other) => other.type === type);
  if (first < index) {
    const problem = `is ${quote(type)} again, which ${pointer}/${first} has given already`;
    faults.push({ pointer: `${pointer}/${index}/type`, problem, section });
  }
  if (path !== '' && (!path.startsWith('/') || hasNul(path))) {
    const problem = `is ${quote(path)}; wanted an absolute path such as "/proc/1234/ns/${type}"`;
    faults.push({ pointer: `${pointer}/${index}/path`, problem, section });
  }
  return faults;
}
