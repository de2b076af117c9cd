import type { Series } from '../series.ts';
import { barPanel, type Panel } from './bars.ts';
import { linePanel } from './lines.ts';
import { colourClass, element, moved, style, text } from './svg.ts';

const margin = 24;
const gap = 28;
const width = 920;

/** What the bars are about, with their titles. */
const barTitles: readonly (readonly [string, string])[] = [
  ['run', 'run: create, start, wait, delete'],
  ['cycle', 'cycle: create, start, state, exec, kill, delete'],
  ['create', 'create'],
  ['exec', 'exec into a running container'],
  ['start', 'start'],
  ['state', 'state'],
  ['kill', 'kill'],
  ['delete', 'delete'],
  ['seccomp cached', "run with Docker's seccomp profile, used before"],
  ['engine', 'run as engines configure it'],
];

const lineTitles: readonly (readonly [string, string])[] = [
  ['mounts', 'run with N mounts'],
  ['environment', 'run with N KB of environment'],
  ['config', 'run with N KB of config.json'],
  ['at once', 'N creations at a time'],
  ['state beside', 'state beside N containers'],
  ['list beside', 'list of N containers'],
  ['create beside', 'create beside N containers'],
];

/** The chart of docs/performance.md: medians as bars, growth as lines. Milliseconds throughout. */
export function chart(all: readonly Series[]): string {
  const bars = panels(all, barTitles, { columns: 2, draw: barPanel });
  const lines = panels(all, lineTitles, { columns: 3, draw: linePanel });
  const names = [
    ...new Set(all.flatMap(({ point, competitor }) => (point === undefined ? [] : competitor))),
  ];
  const legend = lines.content === '' ? { height: 0, content: '' } : legendOf(names);
  const parts = [bars, legend, lines];
  let top = margin + 20;
  const placed = parts.map(({ height, content }) => {
    const part = moved(margin, top, content);
    top += height;
    return part;
  });
  const head = text('Milliseconds, medians; × is how much of it pelagos takes', {
    x: margin,
    y: margin + 4,
    class: 'small',
  });
  const size = { width, height: top + margin };
  const page = element('rect', { ...size, class: 'page' });
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${Math.ceil(size.height)}`,
      ...size,
    },
    `<style>${style}</style>\n${[page, head, ...placed].join('\n')}\n`,
  )}\n`;
}

interface Grid {
  readonly columns: number;
  readonly draw: (title: string, all: readonly Series[], width: number) => Panel;
}

/** The panels of the measures that there are, in rows. */
function panels(all: readonly Series[], titles: typeof barTitles, { columns, draw }: Grid): Panel {
  const column = (width - 2 * margin - (columns - 1) * gap) / columns;
  const drawn = titles.flatMap(([measure, title]) => {
    const those = all.filter((each) => each.measure === measure && each.milliseconds.length > 0);
    return those.length === 0 ? [] : [draw(title, those, column)];
  });
  let height = 0;
  let content = '';
  for (let first = 0; first < drawn.length; first += columns) {
    const row = drawn.slice(first, first + columns);
    const base = height;
    content += row
      .map((panel, number) => moved(number * (column + gap), base, panel.content))
      .join('\n');
    height += Math.max(...row.map((panel) => panel.height)) + 8;
  }
  return { height, content };
}

function legendOf(names: readonly string[]): Panel {
  const entries = names.map((name, number) =>
    moved(
      number * 110,
      0,
      element('circle', { cx: 6, cy: 8, r: 5, class: colourClass(name) }) +
        text(name, { x: 16, y: 12 }),
    ),
  );
  return { height: 30, content: entries.join('') };
}
