/** What the command line and the life cycle say about a container beside its config.json. */
export interface LaunchOptions {
  readonly id: string;
  /** Absolute. */
  readonly bundle: string;
  /** `<root>/<id>`: state record and FIFOs of this container. */
  readonly stateDirectory: string;
  /** Absolute, as all paths here. */
  readonly consoleSocket: string | undefined;
  readonly pidFile: string | undefined;
  readonly noPivot: boolean;
  readonly noNewKeyring: boolean;
  /** Descriptors 3 … 2+preserveFds of the caller go to the container. */
  readonly preserveFds: number;
  readonly cgroupManager: 'cgroupfs' | 'systemd' | 'disabled';
  /** Where compiled seccomp filters are kept; empty: nowhere. */
  readonly seccompCache: string;
  readonly debug: boolean;
}
