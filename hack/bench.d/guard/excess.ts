import type { Figures } from './recorded.ts';

/** What is measured of a verb, as words: `create executes 480000 instructions`. */
export type Describe = (verb: string, figure: number) => string;

/** More than the tolerance allows beyond what is recorded. A verb without a record is an excess, too. */
export function excesses(
  measured: Figures,
  recorded: Figures,
  tolerance: number,
  describe: Describe,
): string[] {
  return Object.entries(measured).flatMap(([verb, figure]) => {
    const limit = recorded[verb];
    if (limit === undefined) return [`${describe(verb, figure)}, and none is recorded: ${cure}`];
    if (figure <= limit * (1 + tolerance)) return [];
    const percent = ((figure / limit - 1) * 100).toFixed(1);
    return [
      `${describe(verb, figure)}, ${percent} % more than the ${limit} recorded; up to ${tolerance * 100} % is allowed. ${cure}`,
    ];
  });
}

const cure = 'If it is meant to cost that, run hack/record-speed and commit what it writes.';
