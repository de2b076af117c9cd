import fc from 'fast-check';
import t from 'tap';
import { cleanPath, isBelow } from './clean-path.ts';

t.test('a clean path is absolute, without dots and doubled slashes, never above the root', (t) => {
  t.equal(cleanPath(''), '/');
  t.equal(cleanPath('/..'), '/');
  t.equal(cleanPath('data'), '/data');
  t.equal(cleanPath('//a/./b//../c/'), '/a/c');
  t.equal(cleanPath('/a/../../b'), '/b');
  t.end();
});

t.test('cleaning a clean path changes nothing', (t) => {
  const part = fc.constantFrom('', '.', '..', 'a', 'b.c', '...');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const clean = cleanPath(parts.join('/'));
      t.equal(cleanPath(clean), clean);
      t.notMatch(clean, /\/\.{0,2}(\/|$).|\/\//);
    }),
  );
  t.end();
});

t.test('below counts whole names', (t) => {
  t.equal(isBelow('/proc/self', '/proc'), true);
  t.equal(isBelow('/procfs', '/proc'), false);
  t.equal(isBelow('/proc', '/proc'), false);
  t.equal(isBelow('/proc', '/'), true);
  t.end();
});
