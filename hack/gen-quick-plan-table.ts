/** Writes native/quick-planner/plan-table.generated.h: the op table as the quick planner's host writes plans by it. */
import { writeFileSync } from 'node:fs';
import {
  LOG_FORMATS,
  PLAN_MAGIC,
  RULE_KINDS,
  TEXT_LITERAL,
  TEXT_SLOT,
} from '../src/plan/encode.ts';
import type { FieldType } from '../src/plan/field-types.ts';
import { definitionOf, type OpName, opNames } from '../src/plan/ops.ts';

/** One row each, so that a type without one does not compile. */
const types: Readonly<Record<FieldType, string>> = {
  u32: 'FIELD_U32',
  slot: 'FIELD_U32',
  out: 'FIELD_U32',
  u64: 'FIELD_U64',
  bool: 'FIELD_BOOL',
  string: 'FIELD_STRING',
  strings: 'FIELD_STRINGS',
  u32s: 'FIELD_U32S',
  bytes: 'FIELD_BYTES',
  text: 'FIELD_TEXT',
  ops: 'FIELD_OPS',
};

const fieldsOf = (name: OpName): readonly (readonly [string, FieldType])[] =>
  Object.entries(definitionOf(name).fields);

let first = 0;
const opRows = opNames.map((name) => {
  const count = fieldsOf(name).length;
  first += count;
  return `\t{"${name}", ${first - count}, ${count}},`;
});
const fieldRows = opNames.flatMap((name) =>
  fieldsOf(name).map(([field, type]) => `\t{"${field}", ${types[type]}},`),
);

/** Names by their numbers, which have to be 0, 1, …. */
function namesOf(numbers: Readonly<Record<string, number>>): string {
  const names = Object.entries(numbers).sort(([, one], [, other]) => one - other);
  if (names.some(([, number], index) => number !== index)) throw new Error('a number is left out');
  return names.map(([name]) => `"${name}"`).join(', ');
}

writeFileSync(
  'native/quick-planner/plan-table.generated.h',
  [
    '/* Generated from src/plan/ops.ts by hack/gen-quick-plan-table.ts. Do not edit. */',
    '#ifndef PELAGOS_QUICK_PLAN_TABLE_H',
    '#define PELAGOS_QUICK_PLAN_TABLE_H',
    '',
    '#include <stdint.h>',
    '',
    `enum { PLAN_MAGIC = 0x${PLAN_MAGIC.toString(16)}, TEXT_LITERAL = ${TEXT_LITERAL}, TEXT_SLOT = ${TEXT_SLOT} };`,
    '',
    'enum field_type {',
    ...[...new Set(Object.values(types))].map((type) => `\t${type},`),
    '};',
    '',
    '/* Each op, in the order of its code, with the first of its fields among all, and their number. */',
    'static const struct op_row {',
    '\tconst char *name;',
    '\tuint16_t first, count;',
    '} op_rows[] = {',
    ...opRows,
    '};',
    '',
    '/* The fields of each op, in the order of the wire. */',
    'static const struct field_row {',
    '\tconst char *name;',
    '\tenum field_type type;',
    '} field_rows[] = {',
    ...fieldRows,
    '};',
    '',
    '/* By their numbers on the wire. */',
    `static const char *const rule_kinds[] = {${namesOf(RULE_KINDS)}};`,
    `static const char *const log_formats[] = {${namesOf(LOG_FORMATS)}};`,
    '',
    '#endif',
    '',
  ].join('\n'),
);
