/** The slots that more than one file speaks of. */
export const slotNames = {
  /** Descriptor of the container's root mount: every in-root path starts there. */
  root: 'root',
  /** Pid of init, as the host sees it. */
  init: 'init',
  initStartTime: 'init-start-time',
  /** Descriptor of init, once it has been opened. */
  process: 'process',
  /** Pid and descriptor of the init of a container that a process enters; `init` is that process then. */
  enteredInit: 'entered init',
  enteredProcess: 'entered process',
  /** The private procfs of init. */
  proc: 'proc',
  /** The host's null device, verified. */
  null: 'null',
  /** The cgroup that init is cloned into (v2). */
  cgroup: 'cgroup',
  /** The container's user namespace is new or joined: descriptor of the joined one. */
  userNamespace: 'user-namespace',
  consoleSocket: 'console-socket',
  /** The other end of a terminal, which goes to the console socket, or to the executor in the foreground. */
  terminalMaster: 'terminal master',
  gate: 'gate',
  result: 'result',
  /** Number of the seccomp listener in init, and the host's copy of it. */
  seccompListener: 'seccomp-listener',
} as const;
