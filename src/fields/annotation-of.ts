import type { Spec } from '../spec/config.ts';
import { honouredAnnotations } from '../spec/tables/annotations.ts';

type Name = keyof typeof honouredAnnotations;

/** The value of an annotation that changes how the container is made; undefined: not there. */
export function annotationOf({ annotations = {} }: Spec, name: Name): string | undefined {
  const key = honouredAnnotations[name];
  return Object.hasOwn(annotations, key) ? annotations[key] : undefined;
}

/** Whether one that is a switch is on: with any value but `0`, as crun reads them. */
export function isSwitchedOn(spec: Spec, name: Name): boolean {
  const value = annotationOf(spec, name);
  return value !== undefined && value !== '0';
}

/** `/annotations/run.oci.…`. */
export function annotationPointer(name: Name): string {
  return `/annotations/${honouredAnnotations[name]}`;
}
