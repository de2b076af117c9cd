import t from 'tap';
import { fnv1a } from '../lib/fnv.ts';
import type { OpDefinition } from './field-types.ts';
import { opTable } from './ops.ts';
import { PLAN_STAMP } from './stamp.generated.ts';
import { opTableStamp } from './stamp.ts';

type Table = Readonly<Record<string, OpDefinition>>;

const table: Table = {
  one: { doc: 'One.', fields: { path: 'string', mode: 'u32' } },
  two: { doc: 'Two.', fields: {} },
};
const { one, two } = table as { readonly one: OpDefinition; readonly two: OpDefinition };

t.test('the constant that plans carry is the stamp of the table', (t) => {
  t.equal(PLAN_STAMP, opTableStamp());
  t.equal(opTableStamp(), opTableStamp(opTable));
  t.end();
});

t.test('every change of the wire changes the stamp', (t) => {
  const stamps = [
    table,
    { two, one },
    { one },
    { uno: one, two },
    { one: { ...one, fields: { mode: 'u32', path: 'string' } }, two },
    { one: { ...one, fields: { path: 'text', mode: 'u32' } }, two },
    { one: { ...one, fields: { file: 'string', mode: 'u32' } }, two },
    { one, two: { ...two, fields: { more: 'u32' } } },
  ].map((changed) => opTableStamp(changed as Table));
  t.equal(new Set(stamps).size, stamps.length);
  t.end();
});

t.test('the words of doc do not', (t) => {
  t.equal(opTableStamp({ one: { ...one, doc: 'Another.' }, two }), opTableStamp(table));
  t.end();
});

t.test('the hash is FNV-1a over the bytes of the code units', (t) => {
  t.equal(fnv1a(''), 0x811c9dc5);
  const bytes = [0x61, 0x00, 0xac, 0x20];
  const expected = bytes.reduce(
    (hash, byte) => ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffff_ffffn,
    0x811c9dc5n,
  );
  t.equal(fnv1a('a€'), Number(expected));
  t.end();
});
