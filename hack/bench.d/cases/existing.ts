import type { Competitor } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { type Series, seriesOf } from '../series.ts';
import { Bulk } from './bulk.ts';
import { type Bench, type Case, fewer, roundLabel, roundNumbers } from './case.ts';

/** A thousand containers take half a minute to make: only those that the targets are about. */
const compared: readonly string[] = ['pelagos', 'crun', 'runc'];

export const existingCase: Case = {
  name: 'existing',
  about: `state, list and create where 1, 100, 1000 containers exist; ${compared.join(', ')} only`,
  measure: async (bench) => {
    const competitors = bench.competitors.filter(({ name }) => compared.includes(name));
    const bulks = new Map(competitors.map((each) => [each, new Bulk(bench.stage, each)]));
    const found: Series[] = [];
    for (const point of bench.quick ? [1, 20] : [1, 100, 1000]) {
      await bench.timer.run([...bulks.values()].flatMap((bulk) => bulk.growTo(point)));
      const script = measurePoint({ ...bench, competitors }, point);
      found.push(...seriesOf(await bench.timer.run(script)));
    }
    await bench.timer.run([...bulks.values()].flatMap((bulk) => bulk.removal()));
    return found;
  },
};

function measurePoint({ competitors, stage, rounds }: Bench, point: number): Instruction[] {
  const entries = competitors.map((competitor) => ({
    competitor,
    one: stage.place(competitor.name, 'many-0-0'),
    another: stage.container(competitor.name, 'another', { waits: true }),
  }));
  return roundNumbers(fewer(rounds, 5)).flatMap((round) =>
    entries.flatMap(({ competitor, one, another }): Instruction[] => {
      const time = (verb: 'state' | 'list' | 'create', of: typeof one): Instruction => ({
        time: competitor.command(verb, of),
        label: labelFor(round, verb, point, competitor),
      });
      const remove = { insist: competitor.command('delete --force', another) };
      return [time('state', one), time('list', one), time('create', another), remove];
    }),
  );
}

function labelFor(round: number, verb: string, point: number, { name }: Competitor): string {
  return roundLabel(round, { measure: `${verb} beside`, point, competitor: name });
}
