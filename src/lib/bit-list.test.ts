import fc from 'fast-check';
import t from 'tap';
import { bitList, bitMask } from './bit-list.ts';

t.test('a list of numbers and ranges becomes a mask', (t) => {
  t.same(bitMask('0-3,7', 1024), Uint8Array.of(0b1000_1111));
  t.same(bitMask(' 9 , 1', 1024), Uint8Array.of(2, 2));
  t.same(bitMask('', 1024), new Uint8Array());
  t.end();
});

t.test('what is no list is undefined', (t) => {
  for (const text of ['a', '3-1', '1-', '-1', '1-2-3', '1.5', '1024', '0-999999', '99999999999']) {
    t.equal(bitMask(text, 1024), undefined, text);
  }
  t.end();
});

t.test('exactly the listed bits are set', (t) => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(200)), (numbers) => {
      const mask = bitMask(numbers.join(','), 1024) ?? new Uint8Array();
      const bits = [...mask].flatMap((byte, index) =>
        [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) & 1).map((bit) => index * 8 + bit),
      );
      return bits.join() === numbers.toSorted((a, b) => a - b).join();
    }),
  );
  t.end();
});

t.test('the numbers of a list are in their order', (t) => {
  t.same(bitList('0-2,7\n'), [0, 1, 2, 7]);
  t.same(bitList('\n'), []);
  t.end();
});
