import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { sha256 } from './sha256.ts';

t.test('the examples of FIPS 180-4', (t) => {
  t.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  t.equal(sha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  t.end();
});

t.test('any text has the hash that node:crypto gives', (t) => {
  const long = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(
    fc.property(long, (text) => sha256(text) === createHash('sha256').update(text).digest('hex')),
  );
  t.end();
});

t.test('every length around the end of a block', (t) => {
  for (let length = 50; length < 130; length += 1) {
    const text = 'x'.repeat(length);
    t.equal(sha256(text), createHash('sha256').update(text).digest('hex'), `${length} bytes`);
  }
  t.end();
});
