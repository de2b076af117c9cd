import { type Competitor, type Verb, verbs } from './competitor.ts';
import type { Container } from './stage.ts';

/** native/bench/floor.c, which makes the plain container with nothing but the system calls. */
export function floor(program: string): Competitor {
  return {
    name: 'floor',
    version: 'native/bench/floor.c',
    command: (verb, container) => {
      const own = verb === 'delete --force' ? 'delete' : verb;
      const words = argumentsOf(own, container);
      return [program, own, ...words];
    },
    pidFile: (container) => `${stateOf(container)}/pid`,
    reads: false,
  };
}

function argumentsOf(verb: Verb, container: Container): readonly string[] {
  if (verb !== 'run' && !verbs.some((known) => known === verb)) {
    throw new Error(`the floor program has no ${verb}`);
  }
  const command = verb === 'create' ? ['/bin/guest', 'wait'] : ['/bin/guest'];
  return [stateOf(container), container.rootfs, container.cgroup, ...command];
}

function stateOf({ bundle }: Container): string {
  return `${bundle}/floor`;
}
