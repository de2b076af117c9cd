import fc from 'fast-check';
import t from 'tap';
import { RuntimeError } from '../errors/runtime-error.ts';
import { checkContainerId } from './container-id.ts';

const refused = ['', '.', '..', '.x', '-x', '+x', 'a/b', '../x', '/', 'a b', 'a\nb', 'a\n', 'é'];
const alsoRefused = ['a:b', 'a@b', 'a\0', '\0', 'a\\b', 'a*', 'a'.repeat(201), 'a'.repeat(1025)];
const accepted = ['a', '_', '7', 'A.b_c+d-e', 'a..', 'a'.repeat(200), '0'.repeat(64), 'state.json'];

t.test('an id that is no plain name is refused, in the words that clients know', (t) => {
  for (const id of [...refused, ...alsoRefused]) {
    t.throws(
      () => checkContainerId(id),
      { code: 'invalid-id', exitCode: 1, message: /^invalid container ID format: "/ },
      JSON.stringify(id),
    );
  }
  t.end();
});

t.test('a plain name is accepted', (t) => {
  for (const id of accepted) t.doesNotThrow(() => checkContainerId(id), id);
  t.end();
});

t.test('the refusal is one line, however long and odd the id', (t) => {
  const message = (id: string): string => {
    try {
      checkContainerId(id);
      return '';
    } catch (error) {
      return error instanceof RuntimeError ? error.message : 'another error';
    }
  };
  t.equal(message('a\u001b[2J\n').includes('\n'), false);
  t.ok(message('x'.repeat(100_000)).length < 200);
  t.end();
});

t.test('no accepted id leads out of its directory or to a hidden file', (t) => {
  const holds = (id: string): boolean => {
    try {
      checkContainerId(id);
    } catch {
      return true;
    }
    return !id.includes('/') && !id.startsWith('.') && id.length > 0 && id.length <= 200;
  };
  const near = fc.string({ unit: fc.constantFrom('.', '/', 'a', '-', '_', '\n', '\0', ' ') });
  t.doesNotThrow(() => fc.assert(fc.property(fc.oneof(fc.string(), near), holds)));
  t.end();
});
