/** Where a container's files are: all below one directory that only its owner can enter. */
export interface StorePaths {
  readonly directory: string;
  readonly record: string;
  readonly temporaryRecord: string;
  /** Which container this is, and the pid and start time of its init once that exists. */
  readonly init: string;
  /** The plans of the verbs to come. */
  readonly plans: string;
  /** A copy of config.json, for the processes that enter the container later. */
  readonly config: string;
  /** A FIFO that exists as long as init waits for start. */
  readonly gate: string;
  /** Where the other FIFO is, which has the same name: users of runc know init's by it. */
  readonly resultDirectory: string;
  /** A FIFO on which init tells start what hindered it. */
  readonly result: string;
}

/** The paths below a container's directory, `<root>/<id>`. */
export function storePaths(directory: string): StorePaths {
  return {
    directory,
    record: `${directory}/state.json`,
    temporaryRecord: `${directory}/.state.json.tmp`,
    init: `${directory}/init`,
    plans: `${directory}/plans`,
    config: `${directory}/config.json`,
    gate: `${directory}/exec.fifo`,
    resultDirectory: `${directory}/result`,
    result: `${directory}/result/exec.fifo`,
  };
}

/** Compiled seccomp filters, shared by the containers of a root. No id begins with a dot. */
export function seccompCachePath(root: string): string {
  return `${root}/.seccomp`;
}

/** The name a file is written under before it is renamed over path. */
export function temporaryPath(path: string, id: string): string {
  const cut = path.lastIndexOf('/') + 1;
  return `${path.slice(0, cut)}.${path.slice(cut)}.${id}`;
}
