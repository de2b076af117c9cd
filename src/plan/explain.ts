import type { FieldType, Slot, Text } from './field-types.ts';
import { NONE } from './field-types.ts';
import { definitionOf, type Op } from './ops.ts';
import type { Plan } from './plan.ts';

/**
 * The plan for a person to read: a line a step, with where it comes from; the steps of the cloned
 * child and those kept for a failure are indented below their step.
 */
export function explainPlan(plan: Plan): string {
  return `${explainTrack(plan.steps, plan.slots, '').join('\n')}\n`;
}

function explainTrack(ops: readonly Op[], slots: readonly string[], indent: string): string[] {
  return ops.flatMap((op, index) => {
    const line = `${indent}${String(index + 1).padStart(3)}  ${op.what}  [${op.at}]`;
    const detail = `${indent}       ${op.op}${explainFields(op, slots)}`;
    return [
      line,
      detail,
      ...nestedOf(op).flatMap((ops) => explainTrack(ops, slots, `${indent}     `)),
    ];
  });
}

function nestedOf(op: Op): readonly (readonly Op[])[] {
  if (op.op === 'clone') return [op.init];
  if (op.op === 'byStatus') return [op.creating, op.created, op.running, op.paused, op.stopped];
  if (op.op === 'onSignal' || op.op === 'unlessStale') return [op.steps];
  return op.op === 'onFailure' ? [op.undo] : [];
}

function explainFields(op: Op, slots: readonly string[]): string {
  const values: Readonly<Record<string, unknown>> = { ...op };
  return Object.entries(definitionOf(op.op).fields)
    .filter(([, type]) => type !== 'ops')
    .map(([field, type]) => explainField(field, type, values[field], slots))
    .filter((text) => text !== '')
    .map((text) => ` ${text}`)
    .join('');
}

/** The longest piece of a value that is shown. */
const LONGEST = 120;

function explainField(
  field: string,
  type: FieldType,
  value: unknown,
  slots: readonly string[],
): string {
  if (value === NONE && (type === 'slot' || type === 'out')) return '';
  if (type === 'bool') return value === true ? field : '';
  return `${field}=${cut(explainValue(type, value, slots))}`;
}

function explainValue(type: FieldType, value: unknown, slots: readonly string[]): string {
  if (type === 'slot' || type === 'out') return `$${slots[value as Slot] ?? value}`;
  if (type === 'text') return JSON.stringify(textOf(value as Text, slots));
  if (type === 'bytes') return `${(value as Uint8Array).length} bytes`;
  if (type === 'u64') return `0x${(value as number | bigint).toString(16)}`;
  return JSON.stringify(value);
}

function textOf(text: Text, slots: readonly string[]): string {
  if (typeof text === 'string') return text;
  return text.map((part) => (typeof part === 'string' ? part : `$${slots[part] ?? part}`)).join('');
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
