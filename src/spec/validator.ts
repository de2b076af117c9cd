import type { SchemaError } from '../errors/validation-faults.ts';

export type { Annotations } from '../errors/validation-faults.ts';

/** A compiled schema. Its `errors` belong to its last call. */
export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}
