import t from 'tap';
import {
  checkQuotes,
  checkReferences,
  compareWithText,
  openRows,
  type Requirement,
} from './check.ts';
import { demandLines, plain, recommendedLines } from './extract.ts';

function row(part: Partial<Requirement>): Requirement {
  return {
    id: 'config/root/1',
    file: 'config.md',
    line: 2,
    section: 'Root',
    text: 'A directory MUST exist',
    level: 'MUST',
    coveredBy: [],
    ...part,
  };
}

const document =
  '# Root\nA directory **MUST** exist at the [path](x.md).\nIt must, in lower case.\n';

t.test(
  'a line demands when it holds an upper-case keyword, and is read without its markup',
  (t) => {
    t.same(demandLines('config.md', document), [
      { file: 'config.md', line: 2, text: 'A directory MUST exist at the path.' },
    ]);
    t.equal(plain('* <a name="x" />[`a`][b]  c'), '* `a` c');
    t.end();
  },
);

t.test('rows and lines that match one to one have no fault', (t) => {
  t.same(compareWithText([row({})], demandLines('config.md', document)), []);
  t.end();
});

t.test('a line without a row, and a row without a line, are faults', (t) => {
  const lines = demandLines('config.md', document);
  t.match(compareWithText([], lines), [/config.md:2 has no row/]);
  t.match(compareWithText([row({}), row({ id: 'b', line: 3 })], lines), [/b: config.md:3 demands/]);
  t.end();
});

t.test('a row whose quote is not in its line is a fault', (t) => {
  const lines = demandLines('config.md', document);
  t.match(compareWithText([row({ text: 'A file MUST exist' })], lines), [/does not hold the text/]);
  t.end();
});

t.test('two rows for one line are a fault', (t) => {
  const lines = demandLines('config.md', document);
  t.match(compareWithText([row({}), row({ id: 'b' })], lines), [/config.md:2 has more than one/]);
  t.end();
});

t.test('a recommendation needs no row, but a row must quote it', (t) => {
  const lines = recommendedLines('config.md', '# Root\nThe path SHOULD be rootfs.\n');
  t.same(checkQuotes([], lines), []);
  t.same(checkQuotes([row({ level: 'SHOULD', text: 'The path SHOULD be rootfs' })], lines), []);
  t.match(checkQuotes([row({})], lines), [/does not hold the text/]);
  t.end();
});

t.test('a row is open when it applies and nothing covers it', (t) => {
  const rows = [row({}), row({ notApplicable: 'Windows only' }), row({ coveredBy: ['a: b'] })];
  t.same(openRows(rows), [row({})]);
  t.end();
});

t.test('a reference must name a file that holds the text', (t) => {
  const read = (path: string): string | undefined => (path === 'a.ts' ? 'rule b: c' : undefined);
  const faults = (reference: string): string[] =>
    checkReferences([row({ coveredBy: [reference] })], read);
  t.same(faults('a.ts: rule b: c'), []);
  t.match(faults('a.ts: rule d'), [/no such text/]);
  t.match(faults('b.ts: rule b'), [/b.ts does not exist/]);
  t.match(faults('a.ts'), [/not "path: text"/]);
  t.end();
});

t.test('a covered row keeps neither a plan nor a reason not to apply', (t) => {
  const read = (): string => 'x';
  t.match(checkReferences([row({ coveredBy: ['a: x'], plan: ['a'] })], read), [/plan must go/]);
  t.match(checkReferences([row({ coveredBy: ['a: x'], notApplicable: 'b' })], read), [
    /not to apply/,
  ]);
  t.end();
});
