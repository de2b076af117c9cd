import type { Slot } from './field-types.ts';

/** Hands out the slots of one plan, each with a name for people. */
export interface Slots {
  readonly names: readonly string[];
  /** The slot called name, made at its first mention. */
  take(name: string): Slot;
}

export function createSlots(): Slots {
  const names: string[] = [];
  const known = new Map<string, Slot>();
  return {
    names,
    take(name) {
      const slot = known.get(name) ?? names.push(name) - 1;
      if (slot === names.length - 1) known.set(name, slot);
      return slot;
    },
  };
}
