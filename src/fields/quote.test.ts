import t from 'tap';
import { quote } from './quote.ts';

t.test('a text is shown on one line, cut where it is very long', (t) => {
  t.equal(quote('a\nb'), '"a\\nb"');
  t.equal(quote('x'.repeat(500)).length, 502);
  t.match(quote('x'.repeat(5000)), /^"x{500}" and 4500 characters more$/);
  t.end();
});
