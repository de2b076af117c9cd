import t from 'tap';
import type { Series } from '../series.ts';
import { chart } from './chart.ts';
import { figuresText } from './figures.ts';

const series = (measure: string, competitor: string, time: number, point?: number): Series => ({
  measure,
  competitor,
  milliseconds: [time, time + 1, time + 2],
  processor: [],
  kibibytes: [],
  ...(point !== undefined && { point }),
});

const all: readonly Series[] = [
  series('run', 'pelagos', 10),
  series('run', 'crun', 20),
  series('mounts', 'pelagos', 10, 1),
  series('mounts', 'pelagos', 30, 1000),
  {
    measure: 'resident, foreground',
    competitor: 'pelagos',
    milliseconds: [],
    processor: [],
    kibibytes: [372],
  },
];

t.test('the chart has a bar a competitor, and a line where there are points', (t) => {
  const svg = chart(all);
  t.equal(svg.match(/<rect [^>]*class="of-/g)?.length, 2);
  t.equal(svg.match(/<polyline /g)?.length, 1);
  t.match(svg, '21.0 ms  ×0.52');
  t.match(svg, 'prefers-color-scheme: dark');
  t.end();
});

t.test('every element of the chart is closed, and no number is missing', (t) => {
  const svg = chart(all);
  const opened = svg.match(/<[a-z]+[^>]*[^/]>/g)?.length;
  t.equal(opened, svg.match(/<\/[a-z]+>/g)?.length);
  t.notMatch(svg, /NaN|Infinity|undefined/);
  t.end();
});

t.test('the figures name the machine, the command, the versions and who is not there', (t) => {
  const text = figuresText({
    date: '2026-01-31',
    command: 'hack/bench --docs',
    machine: {
      processor: 'P',
      processors: 2,
      memory: 8,
      kernel: '6.1',
      cgroups: 'version 2',
      load: 0,
    },
    versions: [{ name: 'crun', version: '1.8.1' }],
    absent: [{ name: 'youki', because: 'cargo(1) is not installed' }],
    series: all,
  });
  t.match(text, 'Measured on 2026-01-31 by `hack/bench --docs`: P, 2 processors, 8 GiB, Linux 6.1');
  t.match(text, 'crun 1.8.1. youki is not there, because cargo(1) is not installed.');
  t.match(text, '| run | 11.0 | 21.0 ×0.52 |');
  t.match(text, '| mounts 1000 | 31.0 |');
  t.match(text, '| resident, foreground | 372 |');
  t.end();
});
