import t from 'tap';
import { createByteWriter } from './byte-writer.ts';

t.test('values are little-endian, in the order in which they were written', (t) => {
  const writer = createByteWriter();
  writer.u32(0x0102_0304);
  writer.bytes(new Uint8Array([9, 10]));
  t.same([...writer.finish()], [4, 3, 2, 1, 9, 10]);
  t.end();
});

t.test('a text is its length with the NUL, its UTF-8, and the NUL', (t) => {
  const writer = createByteWriter();
  writer.cString('aü€😀');
  writer.cString('');
  writer.u32(7);
  const utf8 = [0x61, 0xc3, 0xbc, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80];
  t.same([...writer.finish()], [11, 0, 0, 0, ...utf8, 0, 1, 0, 0, 0, 0, 7, 0, 0, 0]);
  t.end();
});

t.test('the buffer grows across its first size, also by one write larger than twice that', (t) => {
  const writer = createByteWriter();
  const large = new Uint8Array(100_000).fill(7);
  writer.u32(1);
  writer.bytes(large);
  for (let i = 0; i < 50_000; i++) writer.u32(i);
  const bytes = writer.finish();
  t.equal(bytes.length, 4 + 100_000 + 200_000);
  t.ok(bytes.slice(4, 100_004).every((byte) => byte === 7));
  t.same([...bytes.slice(-4)], [0x4f, 0xc3, 0, 0]);
  t.end();
});

t.test('what is finished does not change with later writes', (t) => {
  const writer = createByteWriter();
  writer.u32(1);
  const first = writer.finish();
  writer.u32(2);
  t.same([...first], [1, 0, 0, 0]);
  t.end();
});
