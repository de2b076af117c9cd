import { memo } from '../lib/memo.ts';
import type { LinuxNamespaceType, Spec } from '../spec/config.ts';

/** Where the container stands towards one kind of namespace: that of the runtime, a new one, or one given by path. */
export type Placement = 'runtime' | 'new' | 'joined';

export function placementOf(spec: Spec, type: LinuxNamespaceType): Placement {
  return placements(spec)[type] ?? 'runtime';
}

const placements: (spec: Spec) => Partial<Record<LinuxNamespaceType, Placement>> = memo((spec) => {
  const found: Partial<Record<LinuxNamespaceType, Placement>> = {};
  for (const { type, path = '' } of spec.linux?.namespaces ?? []) {
    found[type] ??= path === '' ? 'new' : 'joined';
  }
  return found;
});

/** Paths of the namespaces that init of the machine, or the runtime itself, is in. */
const hostNamespace = /^\/proc\/(self|thread-self|1)\/(task\/\d+\/)?ns\/\w+$/;

/**
 * Whether settings of that kind would change the host: no namespace of the container's own, or a
 * path that plainly names the host's (CVE-2022-0532).
 */
export function sharesWithHost(spec: Spec, type: LinuxNamespaceType): boolean {
  const entry = spec.linux?.namespaces?.find((namespace) => namespace.type === type);
  return entry === undefined || hostNamespace.test(entry.path ?? '');
}
