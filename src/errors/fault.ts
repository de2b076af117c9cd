/**
 * One thing wrong with a document that a person wrote. All faults of a document are told at once.
 */
export interface Fault {
  /** JSON pointer into the document (RFC 6901); empty for the whole of it. */
  readonly pointer: string;
  /** What is wrong and what is wanted, in words that follow the pointer. */
  readonly problem: string;
  /** The section of the specification that says so: `config.md#mounts`. */
  readonly section: string;
}
