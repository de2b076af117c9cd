import t from 'tap';
import { parseGvariant } from './gvariant.ts';

const same = (text: string, signature: string, value: unknown) => {
  t.same(parseGvariant(text), { signature, value }, text);
};

t.test('values of units in GVariant text', (t) => {
  same('true', 'b', true);
  same('15', 'i', 15n);
  same('-1', 'i', -1n);
  same('0x10', 'i', 16n);
  same('1.5', 'd', 1.5);
  same('uint64 10000000', 't', 10_000_000n);
  same('byte 255', 'y', 255n);
  same('double 3', 'd', 3);
  same("'inactive-or-failed'", 's', 'inactive-or-failed');
  same('"a\'b"', 's', "a'b");
  same("'a\\'b\\\\'", 's', "a'b\\");
  same("['crio.service']", 'as', ['crio.service']);
  same("[ 'a' , 'b' ]", 'as', ['a', 'b']);
  same('[uint64 1, 2]', 'at', [1n, 2n]);
  same('@as []', 'as', []);
  same("[('/dev/null', 'rw')]", 'a(ss)', [['/dev/null', 'rw']]);
  same('(1,)', '(i)', [1n]);
  same('@t 5', 't', 5n);
  t.end();
});

t.test('what is no such value is undefined', (t) => {
  const wrong = ['', ' ', 'x', '[]', "['a', 1]", "'a", '1 2', '[1', '(1', '[1,,2]', 'uint16 -1'];
  const large = ['byte 256', '2147483648', 'uint64 18446744073709551616', "uint32 'a'", 'true 1'];
  const odd = ['@ 1', '@a{sv} []', '@as', '()', '{}', 'nan', 'inf', '1e999'];
  for (const text of [...wrong, ...large, ...odd]) {
    t.equal(parseGvariant(text), undefined, text);
  }
  t.equal(parseGvariant("'a\0b'"), undefined, 'a NUL ends no text of D-Bus');
  t.end();
});
