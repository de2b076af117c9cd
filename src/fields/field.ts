import type { Fault } from '../errors/fault.ts';
import type { Slots } from '../plan/slots.ts';
import type { Step } from '../plan/step.ts';
import type { Spec } from '../spec/config.ts';
import type { HostFacts } from './facts.ts';
import type { LaunchOptions } from './launch-options.ts';

/** All that a field may look at. exec is another mode over the same fields. */
export interface FieldContext {
  readonly mode: 'create' | 'exec';
  /** The configuration, valid by its schema. In exec mode `process` is the process to execute. */
  readonly spec: Spec;
  readonly facts: HostFacts;
  readonly options: LaunchOptions;
  readonly slots: Slots;
  /** The SHA-256 of a text in hexadecimal digits, which engines compute faster than we could. */
  readonly sha256: (text: string) => string;
}

/** One field of config.json; its file's path is its JSON pointer. Both functions are pure. */
export interface Field {
  readonly pointer: string;
  /** What the schema cannot say: every fault that keeps the field from being honoured. */
  readonly check?: (context: FieldContext) => readonly Fault[];
  /** The field's part of the plan. Called only where no field has a fault. */
  readonly compile?: (context: FieldContext) => readonly Step[];
}
