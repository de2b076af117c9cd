import { cases } from '../cases/index.ts';
import { prepareCompetitors } from '../competitors.ts';
import { cache, measure } from '../measure.ts';
import { subject } from '../pelagos.ts';
import { find, type Series } from '../series.ts';
import { pairedRatio } from '../statistics.ts';
import type { Figures, Ratios } from './recorded.ts';

const compared = ['crun', 'runc'];
const measures = ['run', 'create', 'start', 'state', 'exec', 'kill', 'delete', 'cycle'];
const rounds = 10;

/** From one short run, in which they take turns. */
export async function measureRatios(say: (line: string) => void): Promise<Ratios> {
  const competitors = prepareCompetitors([subject, ...compared], cache).map((entry) => {
    if ('because' in entry) throw new Error(`${entry.name} is not there, because ${entry.because}`);
    return entry;
  });
  const chosen = cases.filter(({ name }) => name === 'run' || name === 'verbs');
  const all = await measure({ cases: chosen, competitors, rounds, quick: true, say });
  return {
    time: ratiosOf(all, ({ milliseconds }) => milliseconds),
    processor: ratiosOf(all, ({ processor }) => processor),
  };
}

function ratiosOf(all: readonly Series[], of: (series: Series) => readonly number[]): Figures {
  const ratios = measures.flatMap((verb) =>
    compared.map((to): [string, number] => {
      const ours = find(all, { measure: verb, competitor: subject });
      const theirs = find(all, { measure: verb, competitor: to });
      if (ours === undefined || theirs === undefined) throw new Error(`${verb} was not measured`);
      return [`${verb}/${to}`, Math.round(pairedRatio(of(ours), of(theirs)) * 1000) / 1000];
    }),
  );
  return Object.fromEntries(ratios);
}
