import fc from 'fast-check';
import t from 'tap';
import { contextOf } from '../testing.ts';
import { env } from './env.ts';
import { environmentOf, variableOf } from './environment.ts';

const entriesOf = (...list: string[]) => environmentOf({ cwd: '/', env: list }).entries;
const given = (list: string[], debug = false) =>
  contextOf({
    spec: { process: { cwd: '/', env: list } },
    options: { logLevel: debug ? 'debug' : 'error' },
  });

t.test('env has the semantics of environ: entries without a name or = are dropped', (t) => {
  t.same(entriesOf('PATH', '*', '=x', '', 'A=', 'B=C=D', 'N=a\nb'), ['A=', 'B=C=D', 'N=a\nb']);
  t.end();
});

t.test('the last entry of a name wins, and stands where it stood', (t) => {
  t.same(entriesOf('A=1', 'B=2', 'A=3'), ['B=2', 'A=3']);
  t.same(entriesOf('__proto__=1', 'constructor=2'), ['__proto__=1', 'constructor=2']);
  t.end();
});

t.test('every name is there once, with its last value, whatever the list', (t) => {
  const entry = fc.oneof(
    fc.string(),
    fc.tuple(fc.constantFrom('A', 'B', ''), fc.string()).map((pair) => pair.join('=')),
  );
  fc.assert(
    fc.property(fc.array(entry), (list) => {
      const environment = environmentOf({ cwd: '/', env: list });
      const names = environment.entries.map((text) => text.slice(0, text.indexOf('=')));
      const named = list.filter((text) => text.indexOf('=') > 0);
      return (
        new Set(names).size === names.length &&
        environment.dropped.length === list.length - named.length &&
        named.every((text) => {
          const name = text.slice(0, text.indexOf('='));
          const last = named.findLast((other) => other.startsWith(`${name}=`));
          return variableOf(environment, name) === last?.slice(name.length + 1);
        })
      );
    }),
  );
  t.end();
});

t.test('a NUL character in an entry is a fault', (t) => {
  t.match(env.check?.(given(['A=1', 'B=\0'])), [{ pointer: '/process/env/1' }]);
  t.same(env.check?.(given(['A=1'])), []);
  t.end();
});

t.test('HOME comes from /etc/passwd where it is absent or empty', (t) => {
  const home = [{ phase: 'attributes', op: { op: 'home', uid: 0 } }];
  t.match(env.compile?.(given([])), home);
  t.match(env.compile?.(given(['HOME='])), home);
  t.same(env.compile?.(given(['HOME=/'])), []);
  t.end();
});

t.test('a dropped entry is a warning, which only --debug shows', (t) => {
  t.match(env.compile?.(given(['X', 'HOME=/'], true)), [
    { phase: 'claim', op: { op: 'log', level: 'warning', at: '/process/env/0' } },
  ]);
  t.same(env.compile?.(given(['X', 'HOME=/'])), []);
  t.end();
});
