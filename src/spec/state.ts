/** Source: runtime.md#state, which lets a runtime define more: `paused` is the one of runc. */
export type ContainerState = 'creating' | 'created' | 'running' | 'paused' | 'stopped';

/** The state of a container: the answer of `state`, and what hooks read from stdin. Source: runtime.md#state. */
export interface State {
  readonly ociVersion: string;
  readonly id: string;
  readonly status: ContainerState;
  /** As the host sees it; always there on Linux when the status is `created` or `running`. */
  readonly pid?: number;
  /** The absolute path of the bundle. */
  readonly bundle: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What the seccomp agent gets beside the descriptor. Source: config-linux.md#the-container-process-state. */
export interface ContainerProcessState {
  readonly ociVersion: string;
  /** The names of the descriptors, in the order of SCM_RIGHTS; the seccomp one is `seccompFd`. */
  readonly fds: readonly string[];
  readonly pid: number;
  readonly metadata?: string;
  readonly state: State;
}
