/** Set by Bun, and by Node from 24.2: whether this module is the program that was started. */
interface ImportMeta {
  readonly main?: boolean;
}
