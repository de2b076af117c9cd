import t from 'tap';
import { replaceMarked } from './markers.ts';

const page = 'before\n\n<!-- figures: by a program -->\nold\n<!-- end of figures -->\n\nafter\n';

t.test('what is between the markers is replaced, and nothing else', (t) => {
  const replaced = replaceMarked(page, 'figures', 'new\n');
  t.equal(
    replaced,
    'before\n\n<!-- figures: by a program -->\n\nnew\n\n<!-- end of figures -->\n\nafter\n',
  );
  t.equal(replaceMarked(replaced, 'figures', 'new'), replaced);
  t.end();
});

t.test('a page without the markers is refused', (t) => {
  t.throws(() => replaceMarked('text', 'figures', 'new'), /no lines <!-- figures: … -->/);
  t.end();
});
