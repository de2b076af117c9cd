import { writeFileSync } from 'node:fs';
import { type Difference, differences } from '../test/differential/differences.ts';

/** The text of docs/differences.md. */
export function generateDifferences(): string {
  return `${[
    '<!-- Generated from test/differential/differences.ts by hack/gen-differences.ts. Do not edit. -->',
    '# How pelagos differs from runc and crun',
    '',
    'The tests in `test/differential` take generated bundles and command lines through pelagos, runc',
    '1.1.5 and crun 1.8.1 side by side, and compare what can be seen from inside and outside: exit',
    'codes, state, mounts, capabilities, limits, cgroup files, namespaces, environment, descriptors.',
    'They fail at a difference that no row of this table explains.',
    '',
    '| from | how, and why |',
    '|---|---|',
    ...differences.map(row),
  ].join('\n')}\n`;
}

function row({ from, because }: Difference): string {
  return `| ${from === 'both' ? 'runc and crun' : from} | ${because} |`;
}

if (process.argv[1]?.endsWith('gen-differences.ts')) {
  writeFileSync('docs/differences.md', generateDifferences());
}
