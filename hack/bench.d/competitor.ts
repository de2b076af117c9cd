import type { Container } from './stage.ts';

export const verbs = ['create', 'start', 'state', 'exec', 'kill', 'delete'] as const;

export type Verb = (typeof verbs)[number] | 'run' | 'list' | 'delete --force';

/** One runtime of the comparison. */
export interface Competitor {
  /** The word of the tables and of `--against`. */
  readonly name: string;
  readonly version: string;
  /** The command of a verb: variables as NAME=VALUE, the absolute path, arguments. */
  readonly command: (verb: Verb, container: Container) => readonly string[];
  /** Where the pid of init lies. */
  readonly pidFile: (container: Container) => string;
  /** It reads config.json; else it knows the plain bundle only. */
  readonly reads: boolean;
  /** Compiled seccomp profiles that it keeps below its root. */
  readonly cache?: (root: string) => string;
  /** The command of a process that has to run beside; it is ready when its socket is there. */
  readonly service?: (root: string) => {
    readonly argv: readonly string[];
    readonly socket: string;
  };
}

/** A competitor that cannot take part, and why. */
export interface Absent {
  readonly name: string;
  readonly because: string;
}

/** The commands that runc, crun, youki and pelagos have in common. */
export function ociCommand(program: string, variables: (root: string) => readonly string[]) {
  return (verb: Verb, container: Container): readonly string[] => {
    const { root, bundle, id } = container;
    const argv = [...variables(root), program, '--root', root];
    switch (verb) {
      case 'create':
        return [...argv, 'create', '--bundle', bundle, '--pid-file', ociPidFile(container), id];
      case 'run':
        return [...argv, 'run', '--bundle', bundle, '--pid-file', ociPidFile(container), id];
      case 'exec':
        return [...argv, 'exec', id, '/bin/guest'];
      case 'kill':
        return [...argv, 'kill', id, 'KILL'];
      case 'list':
        return [...argv, 'list'];
      case 'delete --force':
        return [...argv, 'delete', '--force', id];
      default:
        return [...argv, verb, id];
    }
  };
}

export function ociPidFile({ bundle }: Container): string {
  return `${bundle}/pid`;
}
