import type { Slot } from './field-types.ts';

/** Hands out the slots of one plan, each with a name for people. */
export interface Slots {
  readonly names: readonly string[];
  /** The slot called name, made at its first mention. */
  take(name: string): Slot;
}

export function createSlots(): Slots {
  const names: string[] = [];
  return {
    names,
    take(name) {
      const known = names.indexOf(name);
      return known >= 0 ? known : names.push(name) - 1;
    },
  };
}
