import type { Field } from './field.ts';

/** Every field, in the order in which its steps run inside a phase. */
export const fields: readonly Field[] = [];
