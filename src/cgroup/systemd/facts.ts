/** A service manager that runs, and how it is reached. */
export interface SystemdManager {
  /** That of an ordinary user or of a user namespace, not that of the host. */
  readonly user: boolean;
  /** The socket of the bus that it is on, or its own; undefined: neither is there. */
  readonly socket: string | undefined;
  /** Whether the socket is that of a bus, on which one says hello and asks for signals. */
  readonly bus: boolean;
  /** The cgroup that its units are below: empty for the root. */
  readonly cgroup: string;
  /** Controllers of the unified hierarchy that its units can have; undefined: all. */
  readonly controllers: readonly string[] | undefined;
  /** Where in the unified hierarchy a controller is not handed down to it: the first cgroup without it. */
  readonly withheld: Readonly<Record<string, string>>;
}
