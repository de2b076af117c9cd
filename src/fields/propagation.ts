import type { RootfsPropagation, Spec } from '../spec/config.ts';
import { type Propagation, propagations } from '../spec/tables/mount-options.ts';

/** MS_REC of mount(2): the mounts below as well. Source: linux/mount.h. */
const recursiveFlag = 0x4000;

/** A change of propagation of one mount, or of it and all mounts below. */
export interface PropagationChange {
  readonly type: Propagation;
  readonly recursive: boolean;
}

const rootfsPropagations: Readonly<Record<RootfsPropagation, PropagationChange>> = {
  shared: { type: 'shared', recursive: false },
  rshared: { type: 'shared', recursive: true },
  slave: { type: 'slave', recursive: false },
  rslave: { type: 'slave', recursive: true },
  private: { type: 'private', recursive: false },
  rprivate: { type: 'private', recursive: true },
  unbindable: { type: 'unbindable', recursive: false },
  runbindable: { type: 'unbindable', recursive: true },
};

/** What linux.rootfsPropagation asks for; undefined: nothing. */
export function rootfsPropagationOf(spec: Spec): PropagationChange | undefined {
  const name = spec.linux?.rootfsPropagation;
  return name === undefined ? undefined : rootfsPropagations[name];
}

/**
 * How the mounts that the container's mount namespace begins with propagate, before anything is
 * bound from them. Slaves by default: the host's mounts come in, none goes out. Shared only where
 * the root is to be shared, because a volume that was once a slave can never send its mounts to the
 * host. An unbindable mount could not be bound at all, so it is private until then.
 */
export function inheritedPropagation(spec: Spec): Propagation {
  const wanted = rootfsPropagationOf(spec)?.type ?? 'slave';
  return wanted === 'unbindable' ? 'private' : wanted;
}

/** The flags that mount(2) takes. */
export function propagationFlags({ type, recursive }: PropagationChange): number {
  return propagations[type] | (recursive ? recursiveFlag : 0);
}
