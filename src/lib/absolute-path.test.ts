import t from 'tap';
import { absolutePath } from './absolute-path.ts';

t.test('an absolute path does not depend on the base, a relative one lies below it', (t) => {
  t.equal(absolutePath('/b', '/a/c'), '/a/c');
  t.equal(absolutePath('/b', 'a/c'), '/b/a/c');
  t.equal(absolutePath('/', 'a'), '/a');
  t.end();
});

t.test('names that say nothing are left out', (t) => {
  t.equal(absolutePath('/b', '.'), '/b');
  t.equal(absolutePath('/b/', './a//c/./'), '/b/a/c');
  t.equal(absolutePath('/b', ''), '/b');
  t.equal(absolutePath('/', '/.//'), '/');
  t.end();
});

t.test('.. is left to the kernel, which alone knows where a link leads', (t) => {
  t.equal(absolutePath('/b', 'link/../a'), '/b/link/../a');
  t.equal(absolutePath('/b', '...'), '/b/...');
  t.end();
});
