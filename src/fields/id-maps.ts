import type { LinuxIDMapping, Spec } from '../spec/config.ts';
import { isSwitchedOn } from './annotation-of.ts';
import { isCapable } from './capability-facts.ts';
import type { HostFacts } from './facts.ts';
import { placementOf } from './namespace-placement.ts';

export type IdKind = 'uid' | 'gid';

/** The maps of the container's user namespace, where the configuration says them. */
export function mappingsOf(spec: Spec, kind: IdKind): readonly LinuxIDMapping[] {
  return (kind === 'uid' ? spec.linux?.uidMappings : spec.linux?.gidMappings) ?? [];
}

/** Whether the id exists in the container, as far as the configuration tells: a joined user namespace may come without its maps. */
export function isMapped(spec: Spec, kind: IdKind, id: number): boolean {
  if (placementOf(spec, 'user') === 'runtime') return true;
  const mappings = mappingsOf(spec, kind);
  return (
    mappings.length === 0 ||
    mappings.some(({ containerID, size }) => id >= containerID && id < containerID + size)
  );
}

/** How the kernel lets a map be written: by a caller with privileges, by an ordinary user for the own id, or not at all. */
export type MapWriter = 'privileged' | 'own-id' | 'helper';

export function mapWriterOf(spec: Spec, facts: HostFacts, kind: IdKind): MapWriter {
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  if (isCapable(facts, capability)) return 'privileged';
  const [only, ...others] = mappingsOf(spec, kind);
  const own = kind === 'uid' ? facts.uid : facts.gid;
  const single = only !== undefined && others.length === 0 && only.size === 1;
  return single && only.hostID === own ? 'own-id' : 'helper';
}

/**
 * Whether setgroups(2) is refused in the container: the kernel's condition for an ordinary user's
 * own group map (CVE-2014-8989).
 */
export function deniesSetGroups(spec: Spec, facts: HostFacts): boolean {
  return placementOf(spec, 'user') !== 'runtime' && mapWriterOf(spec, facts, 'gid') === 'own-id';
}

/** Whether the process keeps the groups of the caller, as `podman run --group-add keep-groups` asks. */
export function keepsGroups(spec: Spec): boolean {
  return isSwitchedOn(spec, 'keepGroups');
}
