import type { BundleOptions } from '../bundle.ts';
import type { Competitor } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { type Series, seriesOf } from '../series.ts';
import { able, type Bench, type Case, fewer, readers, roundLabel, roundNumbers } from './case.ts';

/** A `run` whose configuration grows. */
interface Growth {
  readonly measure: string;
  readonly about: string;
  readonly points: readonly number[];
  readonly options: (point: number) => Partial<BundleOptions>;
}

const kilobyte = 1000;

const growths: readonly Growth[] = [
  {
    measure: 'mounts',
    about: '`run` with 1, 10, 100, 1000 bind mounts',
    points: [1, 10, 100, 1000],
    options: (mounts) => ({ mounts }),
  },
  {
    measure: 'environment',
    about: '`run` with an environment of 10, 100, 1000 KB',
    points: [10, 100, 1000],
    options: (point) => ({ environment: point * kilobyte }),
  },
  {
    measure: 'config',
    about: '`run` of a config.json of 10, 100, 1000 KB, most of it annotations',
    points: [10, 100, 1000],
    options: (point) => ({ annotations: point * kilobyte }),
  },
];

export const growthCases: readonly Case[] = growths.map((growth) => ({
  name: growth.measure,
  about: growth.about,
  measure: async (bench) => {
    const points = bench.quick ? growth.points.filter((point) => point < 1000) : growth.points;
    const found: Series[] = [];
    for (const point of points) found.push(...(await measurePoint(readers(bench), growth, point)));
    return found;
  },
}));

async function measurePoint(bench: Bench, growth: Growth, point: number): Promise<Series[]> {
  const { measure } = growth;
  const commands = new Map(
    bench.competitors.map((competitor) => [
      competitor,
      commandOf(bench, growth, competitor, point),
    ]),
  );
  const command = (competitor: Competitor) => commands.get(competitor) ?? [];
  const those = await able(bench, `${measure} ${point}`, (each) => [{ do: command(each) }]);
  const rounds = fewer(bench.rounds, point >= 1000 ? 10 : 5);
  const script: Instruction[] = roundNumbers(rounds).flatMap((round) =>
    those.map((competitor) => ({
      time: command(competitor),
      label: roundLabel(round, { measure, point, competitor: competitor.name }),
    })),
  );
  return seriesOf(await bench.timer.run(script));
}

function commandOf({ stage }: Bench, growth: Growth, competitor: Competitor, point: number) {
  const name = `${growth.measure}-${point}`;
  const container = stage.container(competitor.name, name, growth.options(point));
  return competitor.command('run', container);
}
