import { type Competitor, verbs } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { find, type Series, seriesOf, sumOf } from '../series.ts';
import type { Container } from '../stage.ts';
import { type Bench, type Case, roundLabel, roundNumbers } from './case.ts';

export const verbsCase: Case = {
  name: 'verbs',
  about: 'create, start, state, exec, kill and delete, and the six together (`cycle`)',
  measure: async (bench) => withCycles(seriesOf(await bench.timer.run(script(bench))), bench),
};

function script({ stage, competitors, rounds }: Bench): Instruction[] {
  const entries = competitors.map((competitor) => ({
    competitor,
    container: stage.container(competitor.name, 'verbs', { waits: true }),
  }));
  return roundNumbers(rounds).flatMap((round) =>
    entries.flatMap(({ competitor, container }) => life(competitor, container, round)),
  );
}

function life(competitor: Competitor, container: Container, round: number): Instruction[] {
  return verbs.flatMap((verb) => [
    // Only a container that has ended can be deleted; waiting for that is nobody's time.
    ...(verb === 'delete' ? [{ await: competitor.pidFile(container) }] : []),
    {
      time: competitor.command(verb, container),
      label: roundLabel(round, { measure: verb, competitor: competitor.name }),
    },
  ]);
}

function withCycles(all: readonly Series[], { competitors }: Bench): Series[] {
  const cycles = competitors.flatMap(({ name }) => {
    const parts = verbs.flatMap((measure) => find(all, { measure, competitor: name }) ?? []);
    return sumOf('cycle', parts) ?? [];
  });
  return [...all, ...cycles];
}
