import type { BundleOptions } from '../bundle.ts';
import type { Competitor } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { seriesOf } from '../series.ts';
import type { Container } from '../stage.ts';
import { able, type Bench, type Case, fewer, readers, roundLabel, roundNumbers } from './case.ts';

interface Variant {
  readonly measure: string;
  readonly options: Partial<BundleOptions>;
  /** Nothing compiled is kept from the round before. */
  readonly cold?: boolean;
}

const variants: readonly Variant[] = [
  { measure: 'seccomp cold', options: { seccomp: true }, cold: true },
  { measure: 'seccomp cached', options: { seccomp: true } },
  { measure: 'engine', options: { engine: true } },
];

export const engineCase: Case = {
  name: 'seccomp',
  about:
    "`run` with Docker's seccomp profile, its compiled form forgotten before each or kept, and as " +
    'engines configure it (`engine`: profile, limits, mount of cgroups)',
  measure: async (bench) => seriesOf(await bench.timer.run(await script(readers(bench)))),
};

async function script(bench: Bench): Promise<Instruction[]> {
  const entries = new Map<Competitor, Container[]>();
  const place = (competitor: Competitor): Container[] =>
    variants.map(({ measure, options }) =>
      bench.stage.container(competitor.name, measure.replace(' ', '-'), options),
    );
  const those = await able(bench, 'seccomp', (competitor) => {
    const containers = place(competitor);
    entries.set(competitor, containers);
    return containers.map((container) => ({ do: competitor.command('run', container) }));
  });
  return roundNumbers(fewer(bench.rounds, 4)).flatMap((round) =>
    variants.flatMap(({ measure, cold }, number) =>
      those.flatMap((competitor) => {
        const container = entries.get(competitor)?.[number];
        if (container === undefined) return [];
        const label = roundLabel(round, { measure, competitor: competitor.name });
        const time = { time: competitor.command('run', container), label };
        return [...(cold === true ? forget(competitor, container) : []), time];
      }),
    ),
  );
}

function forget({ cache }: Competitor, { root }: Container): Instruction[] {
  return cache === undefined ? [] : [{ do: ['/bin/rm', '-rf', cache(root)] }];
}
