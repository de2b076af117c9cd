import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Competitor, ociCommand, ociPidFile } from './competitor.ts';

/** The competitor that all others are compared with. */
export const subject = 'pelagos';

/** Where the executor looks for a warm planner; what is no absolute path keeps it from looking. */
const socketVariable = 'PELAGOS_PLANNER_SOCKET';

/** Each command starts a planner of its own, even where the host has a warm one. */
export function spawned(program: string): Competitor {
  return pelagos(subject, program, () => [`${socketVariable}=none`]);
}

/** The commands ask `planner serve`. Throws where the program has no such command. */
export function warm(name: string, program: string): Competitor {
  const words = ['planner', 'serve'];
  if (spawnSync(program, [...words, '--help']).status !== 0) {
    throw new Error(`this pelagos has no command ${words.join(' ')}`);
  }
  return {
    ...pelagos(name, program, (root) => [`${socketVariable}=${socketOf(root)}`]),
    service: (root) => {
      const socket = socketOf(root);
      return { argv: [program, ...words, '--socket', socket], socket };
    },
  };
}

function pelagos(
  name: string,
  program: string,
  variables: (root: string) => readonly string[],
): Competitor {
  return {
    name,
    version: execFileSync(program, ['--version'], { encoding: 'utf8' }).split(/\s/)[2] ?? '',
    command: ociCommand(program, variables),
    pidFile: ociPidFile,
    reads: true,
    cache: (root) => join(root, '.seccomp'),
  };
}

function socketOf(root: string): string {
  return `${root}.sock`;
}
