/** One option of a command, for the parser, the help and the completion. */
export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** What follows it: nothing, or a value of which this is the name in the help. */
  readonly value?: string;
  readonly describe: string;
  readonly default?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** Every value counts, not only the last one. */
  readonly repeatable?: true;
  /** Accepted for old callers, not shown. */
  readonly hidden?: boolean;
}
