import { writeFileSync } from 'node:fs';
import { PLAN_MAGIC } from '../src/plan/encode.ts';
import { type FieldType, GIVEN_SIGNAL, NONE } from '../src/plan/field-types.ts';
import { definitionOf, type OpName, opcodeOf, opNames } from '../src/plan/ops.ts';
import { opTableStamp } from '../src/plan/stamp.ts';

/** How each wire type stands in a decoded struct (native/decode.h defines the aggregates). */
const C_TYPES: Readonly<Record<FieldType, string>> = {
  u32: 'uint32_t',
  u64: 'uint64_t',
  bool: 'bool',
  string: 'const char *',
  strings: 'struct strings',
  u32s: 'struct u32s',
  bytes: 'struct bytes',
  text: 'struct text',
  slot: 'slot_t',
  out: 'slot_t',
  ops: 'struct track',
};

/** The text of native/ops.h: the executor's view of the op table. */
export function generateOpsHeader(): string {
  return `${[
    '/* Generated from src/plan/ops.ts by hack/gen-ops-h.ts. Do not edit. */',
    '#ifndef PELAGOS_OPS_H',
    '#define PELAGOS_OPS_H',
    '',
    '#include "plan-types.h"',
    '',
    `#define PLAN_MAGIC 0x${PLAN_MAGIC.toString(16)}u`,
    `#define PLAN_STAMP 0x${opTableStamp().toString(16)}u`,
    `#define NO_SLOT 0x${NONE.toString(16)}u`,
    `#define GIVEN_SIGNAL 0x${GIVEN_SIGNAL.toString(16)}u`,
    '',
    ...opNames.flatMap(structOf),
    '/* X(code, name): every op, in the order of its code. */',
    '#define EACH_OP(X) \\',
    opNames.map((name) => `\tX(${opcodeOf(name)}, ${snake(name)})`).join(' \\\n'),
    '',
    `#define OP_COUNT ${opNames.length}`,
    '',
    '#ifdef OPS_FIELD_TABLES',
    ...opNames.flatMap(fieldTableOf),
    '#endif',
    '',
    '#endif',
  ].join('\n')}\n`;
}

function structOf(name: OpName): string[] {
  const { doc, fields } = definitionOf(name);
  const members = Object.entries(fields).map(
    ([field, type]) =>
      `\t${C_TYPES[type]}${C_TYPES[type].endsWith('*') ? '' : ' '}${snake(field)};`,
  );
  return [
    ...comment(doc),
    `struct op_${snake(name)} {`,
    ...(members.length > 0 ? members : ['\tchar nothing;']),
    '};',
    '',
  ];
}

function fieldTableOf(name: OpName): string[] {
  const op = snake(name);
  const rows = Object.entries(definitionOf(name).fields).map(
    ([field, type]) =>
      `\t{FIELD_${type.toUpperCase()}, offsetof(struct op_${op}, ${snake(field)})},`,
  );
  return [`static const struct field op_${op}_fields[] = {`, ...rows, '\t{FIELD_END, 0},', '};'];
}

function comment(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + word.length > 92) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return ['/*', ...[...lines, line].map((part) => ` * ${part}`), ' */'];
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

if (process.argv[1]?.endsWith('gen-ops-h.ts')) {
  writeFileSync(process.argv[2] ?? 'native/ops.h', generateOpsHeader());
}
