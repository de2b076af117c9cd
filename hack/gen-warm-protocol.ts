/** Writes native/warm-protocol.h: the executor's view of src/host/warm-protocol.ts. */
import { writeFileSync } from 'node:fs';
import { frameKinds, questionKinds } from '../src/host/warm-protocol.ts';

const constants = (prefix: string, values: Readonly<Record<string, number>>): readonly string[] => [
  'enum {',
  ...Object.entries(values).map(([name, value]) => `\t${prefix}_${upper(name)} = ${value},`),
  '};',
];

function upper(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

writeFileSync(
  'native/warm-protocol.h',
  [
    '/* Generated from src/host/warm-protocol.ts by hack/gen-warm-protocol.ts. Do not edit. */',
    '#ifndef PELAGOS_WARM_PROTOCOL_H',
    '#define PELAGOS_WARM_PROTOCOL_H',
    '',
    ...constants('FRAME', frameKinds),
    '',
    ...constants('ASK', questionKinds),
    '',
    '#endif',
    '',
  ].join('\n'),
);
