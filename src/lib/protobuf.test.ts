import fc from 'fast-check';
import t from 'tap';
import { encodeProtobuf } from './protobuf.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

t.test('the examples of the format', (t) => {
  t.equal(hex(encodeProtobuf([[1, 150]]).bytes), '089601');
  t.equal(hex(encodeProtobuf([[2, 'testing']]).bytes), '120774657374696e67');
  t.equal(hex(encodeProtobuf([[3, [[1, 150]]]]).bytes), '1a03089601');
  t.equal(hex(encodeProtobuf([[16, true]]).bytes), '800101');
  t.end();
});

t.test('a place is five bytes, found by its offset at any depth', (t) => {
  const { bytes, places } = encodeProtobuf([
    [1, 7],
    [
      2,
      [
        [1, 'ab'],
        [3, [[2, { place: 9 }]]],
        [1, { place: 4 }],
      ],
    ],
  ]);
  t.same(places, [11, 9, 17, 4]);
  t.equal(hex(bytes), '0807 1212 0a026162 1a06 10 0000000000 08 0000000000'.replaceAll(' ', ''));
  t.end();
});

t.test('every number comes back', (t) => {
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (number) => {
      const [, ...bytes] = encodeProtobuf([[1, number]]).bytes;
      return bytes.reduceRight((sum, byte) => sum * 128 + (byte & 127), 0) === number;
    }),
  );
  t.end();
});
