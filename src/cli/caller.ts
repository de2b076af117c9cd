/** What a command sees of whoever called it. */
export interface Caller {
  readonly workingDirectory: string;
  /** Of the executor: the process that was called. */
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
  readonly inUserNamespace: boolean;
  /** An empty variable counts as absent. */
  environment(name: string): string | undefined;
}
