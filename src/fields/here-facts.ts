import type { HostFacts } from './facts.ts';

/** What the kernel says of one kind of namespace. */
export interface NamespaceFacts {
  readonly known: boolean;
  /** How many the caller's user may have; undefined: the kernel does not say. */
  readonly limit: number | undefined;
}

/** What is read of the host for `features --here` beside what a create reads. */
export interface HereFacts {
  readonly host: HostFacts;
  /** As uname(2) says it: `6.1.0-18-amd64`. */
  readonly kernel: string;
  readonly namespaces: Readonly<Record<string, NamespaceFacts>>;
  /** Why an ordinary user may make no user namespace; undefined: nothing stands in the way. */
  readonly usersRefused: string | undefined;
  /** Of /proc/sys/kernel/seccomp/actions_avail; undefined: no filters of system calls. */
  readonly seccompActions: readonly string[] | undefined;
  /** Whether /etc/subuid and /etc/subgid give the caller ids. */
  readonly subordinateIds: boolean;
  /** The path of criu(8); undefined: it is not in PATH. */
  readonly criu: string | undefined;
}
