import type { CgroupDirectory } from '../cgroup/placement.ts';

/** Socket activation (sd_listen_fds(3)): descriptors 3 … 2+count of the caller go to the container. */
export interface ListenFds {
  readonly count: number;
  /** Names between colons, as LISTEN_FDNAMES has them. */
  readonly names: string | undefined;
}

/** A cgroup that a process enters; chosen: by the caller, and not that of the container as it is. */
export interface EnteredCgroup extends CgroupDirectory {
  readonly chosen: boolean;
}

/** What goes to the log: failures; what was asked for and left out, too; what is done, too. */
export type LogLevel = 'error' | 'warning' | 'debug';

/** What the command line and the life cycle say about a container beside its config.json. */
export interface LaunchOptions {
  readonly id: string;
  /** Absolute. */
  readonly bundle: string;
  /** The file to read in the place of its config.json. */
  readonly config: string | undefined;
  /** `<root>/<id>`: state record and FIFOs of this container. */
  readonly stateDirectory: string;
  /** Absolute, as all paths here. */
  readonly consoleSocket: string | undefined;
  /** Gets a descriptor of the process. */
  readonly pidfdSocket: string | undefined;
  readonly pidFile: string | undefined;
  /** The command stays until the process ends: without a console socket it takes the terminal itself. */
  readonly foreground: boolean;
  readonly noPivot: boolean;
  readonly noNewKeyring: boolean;
  /** So many descriptors behind those of listenFds go to the container. */
  readonly preserveFds: number;
  /** The sockets that a service manager passed to the runtime for the container. */
  readonly listenFds: ListenFds;
  /** A service manager waits for a word that the container is ready (NOTIFY_SOCKET). */
  readonly notified: boolean;
  readonly cgroupManager: 'cgroupfs' | 'systemd' | 'disabled';
  /** The cgroups of the container that a process enters; undefined: they follow from the configuration. */
  readonly enteredCgroups: readonly EnteredCgroup[] | undefined;
  /** Where compiled seccomp filters are kept; empty: nowhere. */
  readonly seccompCache: string;
  readonly logLevel: LogLevel;
  /** Tell how long each phase takes. */
  readonly timing: boolean;
}
