import t from 'tap';
import { budgetFaults } from './check-budgets.ts';

const lines = (count: number): string => 'x;\n'.repeat(count);

t.test('a TypeScript file of 240 lines passes and one of 241 is refused', (t) => {
  t.same(budgetFaults([{ path: 'src/lib/a.ts', text: lines(240) }]), []);
  t.match(budgetFaults([{ path: 'src/lib/a.ts', text: lines(241) }]), [
    { file: 'src/lib/a.ts', line: 241, text: /241 lines of 240/ },
  ]);
  t.end();
});

t.test('tests, tables and generated files may be long', (t) => {
  for (const path of ['src/a.test.ts', 'src/spec/tables/a.ts', 'src/a.generated.ts']) {
    t.same(budgetFaults([{ path, text: lines(999) }]), [], path);
  }
  t.end();
});

t.test('a C file of 401 lines is refused, the generated header is not', (t) => {
  t.match(budgetFaults([{ path: 'native/a.c', text: lines(401) }]), [{ line: 401 }]);
  t.same(budgetFaults([{ path: 'native/ops.h', text: lines(401) }]), []);
  t.end();
});

t.test('a C function of 61 lines is refused where it begins, in either style of brace', (t) => {
  for (const opening of ['int f(void)\n{\n', 'static int f(int a) {\n']) {
    const long = `int g;\n${opening}${lines(61)}}\n`;
    t.match(budgetFaults([{ path: 'native/a.c', text: long }]), [{ text: /61 lines of 60/ }]);
    t.same(budgetFaults([{ path: 'native/a.c', text: `${opening}${lines(60)}}\n` }]), []);
  }
  t.end();
});
