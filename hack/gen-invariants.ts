import { writeFileSync } from 'node:fs';
import { type OrderRule, orderRules } from '../src/plan/order.ts';
import { phaseRow, phasesOf, type TrackName } from '../src/plan/phases.ts';

/** The text of docs/invariants.md: what is in which order, and why. */
export function generateInvariants(): string {
  return `${[
    '<!-- Generated from src/plan/order.ts and src/plan/phases.ts by hack/gen-invariants.ts. Do not edit. -->',
    '# The order of things, and why',
    '',
    'In one track, every step of the first operation comes before every step of the second.',
    'Plans of random configurations are held to these rows (`src/fields/compile.test.ts`). What an',
    'operation does is its `doc` in `src/plan/ops/`.',
    '',
    '| first | then | because |',
    '|---|---|---|',
    ...orderRules.map(ruleRow),
    '',
    '## Phases of the host',
    '',
    ...phaseTable('host', 'between "ready" and "go" of'),
    '',
    '## Phases of init',
    '',
    ...phaseTable('init', 'then waits at'),
  ].join('\n')}\n`;
}

function ruleRow({ before, after, because, first }: OrderRule): string {
  return `| ${first ? 'the first ' : ''}\`${before}\` | \`${after}\` | ${because} |`;
}

function phaseTable(track: TrackName, heading: string): string[] {
  return [
    `| phase | what it does | ${heading} |`,
    '|---|---|---|',
    ...phasesOf(track).map((name) => {
      const { does, sync = '' } = phaseRow(name);
      return `| \`${name}\` | ${does} | ${sync} |`;
    }),
  ];
}

if (process.argv[1]?.endsWith('gen-invariants.ts')) {
  writeFileSync('docs/invariants.md', generateInvariants());
}
