import type { LinuxSeccomp, Spec } from '../../../spec/config.ts';
import { annotationOf } from '../../annotation-of.ts';

/** The profile, with the agent that an annotation of crun names where listenerPath names none. */
export function seccompOf(spec: Spec): LinuxSeccomp | undefined {
  const profile = spec.linux?.seccomp;
  const listenerPath = annotationOf(spec, 'seccompReceiver');
  if (profile === undefined || listenerPath === undefined) return profile;
  return { listenerPath, ...profile };
}
