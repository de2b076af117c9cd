import t from 'tap';
import { completeTypes, HOLE, methodCall } from './bus-message.ts';

const call = {
  serial: 7,
  destination: 'a.b',
  path: '/c',
  interface: 'd.e',
  member: 'F',
} as const;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The arguments of a call alone. */
function body(signature: string, values: Parameters<typeof methodCall>[0]['body']): string {
  const { bytes } = methodCall({ ...call, signature, body: values });
  const length = new DataView(bytes.buffer).getUint32(4, true);
  return hex(bytes.subarray(bytes.length - length));
}

t.test('a call without arguments is the bytes that busctl would send', (t) => {
  const { bytes, hole } = methodCall({ ...call, signature: '', body: [] });
  const head = '6c010001 00000000 07000000 3c000000';
  const path = '01016f00 02000000 2f630000 00000000';
  const name = '02017300 03000000 642e6500 00000000';
  const member = '03017300 01000000 46000000 00000000';
  const destination = '06017300 03000000 612e6200';
  const expected = `${head}${path}${name}${member}${destination}`.replaceAll(' ', '');
  t.equal(hex(bytes).slice(0, expected.length), expected);
  t.equal(bytes.length % 8, 0, 'the header is padded, whatever follows');
  t.equal(hole, 0);
  t.end();
});

t.test('each type is aligned and written as the specification of D-Bus says', (t) => {
  t.equal(body('yu', [1, 2]), '0100000002000000');
  t.equal(body('b', [true]), '01000000');
  t.equal(body('n', [-2]), 'feff');
  t.equal(body('t', [(1n << 64n) - 1n]), 'ffffffffffffffff');
  t.equal(body('x', [-1]), 'ffffffffffffffff');
  t.equal(body('d', [1]), '000000000000f03f');
  t.equal(body('s', ['é']), '02000000c3a900');
  t.equal(body('g', ['a(ss)']), '05612873732900');
  t.equal(body('ay', [Uint8Array.of(1, 2)]), '020000000102');
  t.equal(body('as', [['a', 'b']]), '0e0000000100000061000000010000006200');
  t.equal(body('a(st)', [[]]), '0000000000000000', 'an empty array is padded for its entries');
  t.equal(body('v', [{ signature: 'u', value: 5 }]), '0175000005000000');
  t.end();
});

t.test('the hole is where the value goes, and is 0', (t) => {
  const { bytes, hole } = methodCall({ ...call, signature: 'sau', body: ['x', [HOLE]] });
  const view = new DataView(bytes.buffer);
  t.equal(view.getUint32(hole, true), 0);
  t.equal(view.getUint32(hole - 4, true), 4, 'the length of the array is before it');
  t.equal(hole, bytes.length - 4);
  t.end();
});

t.test('a signature is made of complete types', (t) => {
  t.same(completeTypes('ssa(sv)a(sa(sv))'), ['s', 's', 'a(sv)', 'a(sa(sv))']);
  t.same(completeTypes(''), []);
  t.same(completeTypes('aayu'), ['aay', 'u']);
  t.end();
});
