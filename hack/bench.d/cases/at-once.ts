import type { Competitor } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { type Series, seriesOf, unmeasured } from '../series.ts';
import { togetherOf } from './bulk.ts';
import { able, type Bench, type Case, fewer, readers, roundLabel, roundNumbers } from './case.ts';

const measure = 'at once';

export const atOnceCase: Case = {
  name: 'at-once',
  about: '1, 4, 16, 64 creations at a time: until the last has ended',
  measure: async (bench) => {
    const found: Series[] = [];
    for (const point of bench.quick ? [1, 4, 16] : [1, 4, 16, 64]) {
      found.push(...(await measurePoint(readers(bench), point)));
    }
    return found;
  },
};

async function measurePoint(bench: Bench, point: number): Promise<Series[]> {
  for (const { name } of bench.competitors) {
    for (let number = 0; number < point; number++) {
      bench.stage.container(name, `once-${number}`, { waits: true });
    }
  }
  const those = await able(bench, `${point} ${measure}`, (competitor) =>
    turn(bench, competitor, { count: point, label: unmeasured }),
  );
  const script = roundNumbers(fewer(bench.rounds, point >= 64 ? 20 : 10)).flatMap((round) =>
    those.flatMap((competitor) => {
      const label = roundLabel(round, { measure, point, competitor: competitor.name });
      return turn(bench, competitor, { count: point, label });
    }),
  );
  return seriesOf(await bench.timer.run(script));
}

function turn(
  { stage }: Bench,
  competitor: Competitor,
  { count, label }: { count: number; label: string },
): Instruction[] {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return [
    togetherOf(competitor, 'create', {
      place: stage.place(competitor.name, 'once-%'),
      count,
      label,
    }),
    // youki may find the cgroup of what it has just killed still busy.
    ...numbers.map((number) => ({
      insist: competitor.command('delete --force', stage.place(competitor.name, `once-${number}`)),
    })),
  ];
}
