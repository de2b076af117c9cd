import type { Instruction } from '../script.ts';
import { seriesOf } from '../series.ts';
import { type Bench, type Case, roundLabel, roundNumbers } from './case.ts';

/** The measure that has the time of the harness itself: the empty program, started on the host. */
export const harness = 'harness';

export const runCase: Case = {
  name: 'run',
  about: '`run` of a program that ends at once, and the harness itself',
  measure: async (bench) => seriesOf(await bench.timer.run(script(bench))),
};

function script({ stage, competitors, rounds, guest }: Bench): Instruction[] {
  const entries = competitors.map((competitor) => ({
    competitor,
    container: stage.container(competitor.name, 'run'),
  }));
  return roundNumbers(rounds).flatMap((round) => [
    {
      time: [guest],
      label: roundLabel(round, { measure: harness, competitor: 'empty program' }),
    },
    ...entries.map(({ competitor, container }) => ({
      time: competitor.command('run', container),
      label: roundLabel(round, { measure: 'run', competitor: competitor.name }),
    })),
  ]);
}
