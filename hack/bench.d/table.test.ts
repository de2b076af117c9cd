import t from 'tap';
import { figure, textTable } from './table.ts';

const series = (measure: string, competitor: string, milliseconds: readonly number[]) => ({
  measure,
  competitor,
  milliseconds,
  processor: [],
  kibibytes: [],
});

t.test(
  'the table has a line a measure and competitor, and how long pelagos takes in its units',
  (t) => {
    const text = textTable([
      series('run', 'pelagos', [10, 12, 11]),
      series('start', 'pelagos', [1, 1, 1]),
      series('run', 'crun', [20, 24, 22]),
    ]);
    t.same(
      text.split('\n').map((line) => line.split(/\s+/).filter(Boolean)),
      [
        ['median', 'least', 'most', 'pelagos', 'is', 'rounds'],
        ['run', 'pelagos', '11.0', '10.0', '12.0', '3'],
        ['run', 'crun', '22.0', '20.0', '24.0', '×0.50', '3'],
        ['start', 'pelagos', '1.00', '1.00', '1.00', '3'],
      ],
    );
    t.end();
  },
);

t.test('a figure has three digits, and a dash where there is no value', (t) => {
  t.same([0.123, 1.234, 12.34, 123.4, Number.NaN].map(figure), [
    '0.12',
    '1.23',
    '12.3',
    '123',
    '—',
  ]);
  t.end();
});
