import type { Plan } from './plan.ts';

/** The plan as JSON: big integers as decimal strings, bytes in hexadecimal. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify(plan, (_, value) => plain(value), 2)}\n`;
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) {
    return [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return value;
}
