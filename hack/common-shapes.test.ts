import t from 'tap';
import { commonShapes } from './common-shapes.ts';

t.test('The shapes that three object literals begin with are kept', (t) => {
  const script = `
    const f = (x) => [{ a: 1, b: 2 }, { a: x, b: { a: 3, c: 4 }, ...x }];
    f({ a: 0, 'b': 1 }, { get a() { return 0; } }, { [f]: 0, a: 1 }, { d: 1 }, { d: 2 });
    f({ a: 0, b() {} });
  `;
  t.same(commonShapes(script), [['a'], ['a', 'b']]);
  t.end();
});
