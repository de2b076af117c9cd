import { parseArgs } from 'node:util';
import { cases } from './cases/index.ts';
import { entrantNames } from './competitors.ts';
import { subject } from './pelagos.ts';

export interface Options {
  readonly help: boolean;
  readonly rounds: number;
  readonly quick: boolean;
  readonly cases: readonly string[];
  /** Names of competitors, the subject first. */
  readonly competitors: readonly string[];
  readonly json: string | undefined;
  readonly svg: string | undefined;
  readonly docs: boolean;
}

const caseNames = cases.map(({ name }) => name);

export function helpText(): string {
  const lines = cases.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`);
  return `Usage: hack/bench [OPTIONS]

Measures pelagos beside other runtimes and the kernel's floor, in turns: A B C, A B C, …
Run it as root, on a machine that does nothing else. It leaves nothing behind.

  --rounds N           rounds of the cheap cases; the others take a part of it (default: 40)
  --quick              8 rounds, and without the largest points of what grows
  --case NAME          this case only; again for more
  --against LIST       these beside pelagos, parted by commas (default: all that can be had)
  --json FILE          all samples
  --svg FILE           a chart
  --docs               write the figures and the chart of docs/performance.md
  --help

Cases:
${lines.join('\n')}

Competitors: ${entrantNames.join(', ')}
  pelagos-warm asks a planner that is already there (pelagos planner serve);
  runc-new is the newest runc, built through the Go module proxy; youki is built by cargo(1);
  floor is a C program that does the same with nothing but system calls (native/bench/floor.c).

A time is that of a whole process, from vfork(2) to its end, no shell between; the harness is
measured as well. A ratio is the median of the ratios of each round, so that what slows a whole
round down falls out of it.

Examples:
  hack/bench --quick --case run --against crun,runc
  hack/bench --docs
`;
}

/** Throws an Error whose text is for the caller. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      case: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
      json: { type: 'string' },
      svg: { type: 'string' },
      docs: { type: 'boolean', default: false },
    },
  });
  const { help, quick, json, svg, docs } = values;
  const against = values.against?.split(',').filter(Boolean) ?? entrantNames;
  return {
    help,
    quick,
    json,
    svg,
    docs,
    rounds: readRounds(values.rounds, quick),
    cases: values.case.length > 0 ? known('case', values.case, caseNames) : caseNames,
    competitors: [...new Set([subject, ...known('competitor', against, entrantNames)])],
  };
}

function readRounds(text: string | undefined, quick: boolean): number {
  if (text === undefined) return quick ? 8 : 40;
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`--rounds takes a number above 0, not ${JSON.stringify(text)}`);
  }
  return rounds;
}

function known(kind: string, names: readonly string[], all: readonly string[]): readonly string[] {
  for (const name of names) {
    if (!all.includes(name)) {
      throw new Error(
        `there is no ${kind} ${JSON.stringify(name)}: name some of ${all.join(', ')}`,
      );
    }
  }
  return names;
}
