/** The types an op's field can have on the wire, and the TypeScript value each is written from. */
export interface FieldValues {
  /** 0 … 2^32-1. */
  readonly u32: number;
  /** 0 … 2^64-1; a number must be a safe integer. */
  readonly u64: number | bigint;
  readonly bool: boolean;
  /** UTF-8 without NUL: the executor reads it in place as a C string. */
  readonly string: string;
  readonly strings: readonly string[];
  readonly u32s: readonly number[];
  readonly bytes: Uint8Array;
  readonly text: Text;
  /** A slot that the op reads; `NONE` where the field is optional. */
  readonly slot: Slot;
  /** A slot that the op fills; `NONE` throws the value away. */
  readonly out: Slot;
  /** A nested track: the ops that the cloned child runs. */
  readonly ops: readonly OpShape[];
}

export type FieldType = keyof FieldValues;

/**
 * The number of a place for a value that only the moment knows: a file descriptor, a pid, a start
 * time. The executor holds one signed 64-bit integer a slot; a cloned child inherits a copy.
 */
export type Slot = number;

/** "No slot". */
export const NONE: Slot = 0xffff;

/** Literal text with slots in it, each printed as a decimal number: `['/proc/', slot, '/uid_map']`. */
export type Text = string | readonly (string | Slot)[];

/** The errno of a rule that holds for every errno without a rule of its own. */
export const ANY_ERRNO = 0;

/**
 * What the executor does with an errno of one op: it goes on, with the failure as a warning in the log
 * (`warn`) or without a word, it asks the planner again (`stale`), or it fails with another sentence or a
 * cure added. Beside those, and whatever the errno, a `lead` stands in the place of "cannot WHAT": words
 * that callers look for at the head of a sentence.
 */
export type ErrnoRule =
  | { readonly errno: number; readonly then: 'ignore' | 'warn' | 'stale' }
  | { readonly errno: number; readonly then: 'say'; readonly text: string }
  | { readonly errno: number; readonly then: 'hint'; readonly text: string }
  | { readonly errno: typeof ANY_ERRNO; readonly then: 'lead'; readonly text: string };

/** In the place of a signal's number: the signal that the command line names. */
export const GIVEN_SIGNAL = 0xffff;

/** In the place of a program and its arguments: the words that the command line names. */
export const GIVEN_WORDS: readonly string[] = [''];

/** What every op carries besides its own fields. */
export interface OpCommon {
  /** Where the op comes from: a JSON pointer into config.json, `default:/dev/null`, or a verb. */
  readonly at: string;
  /** What it does, in words that follow "cannot": `mount "tmpfs" on "/data"`. */
  readonly what: string;
  readonly onErrno?: readonly ErrnoRule[];
}

/** The untyped view of an op, for code that walks ops by their table. */
export interface OpShape extends OpCommon {
  readonly op: string;
}

/** One row of the op table: what the op does, which C family implements it, and its fields in wire order. */
export interface OpDefinition {
  readonly doc: string;
  readonly fields: Readonly<Record<string, FieldType>>;
}
