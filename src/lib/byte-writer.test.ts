import fc from 'fast-check';
import t from 'tap';
import { createByteWriter } from './byte-writer.ts';

t.test('a writer grows with what is written, whatever is written last', (t) => {
  fc.assert(
    fc.property(fc.constantFrom(4, 8), fc.nat(40_000), (width, before) => {
      const writer = createByteWriter();
      writer.bytes(new Uint8Array(before));
      for (let count = 0; count < 5_000; count++) {
        if (width === 4) writer.u32(count);
        else writer.u64(BigInt(count));
      }
      t.equal(writer.length(), before + 5_000 * width);
      const last = new DataView(writer.finish().buffer).getUint32(before + 4_999 * width, true);
      t.equal(last, 4_999);
    }),
    { numRuns: 20 },
  );
  t.end();
});

t.test('a number written before the growth can be set after it', (t) => {
  const writer = createByteWriter();
  writer.u32(0);
  writer.bytes(new Uint8Array(100_000));
  writer.setU32(0, 7);
  t.equal(writer.finish()[0], 7);
  t.end();
});
