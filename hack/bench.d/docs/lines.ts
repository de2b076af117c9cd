import type { Series } from '../series.ts';
import { median } from '../statistics.ts';
import { figure } from '../table.ts';
import type { Panel } from './bars.ts';
import { colourClass, element, text } from './svg.ts';

const plot = { left: 44, top: 30, height: 130, right: 12 } as const;

interface Scale {
  readonly x: (point: number) => number;
  readonly y: (time: number) => number;
}

/** How the medians of one measure grow: a line a competitor, points on a logarithmic scale. */
export function linePanel(title: string, all: readonly Series[], width: number): Panel {
  const points = [...new Set(all.map(({ point = 1 }) => point))].sort((a, b) => a - b);
  const longest = Math.max(...all.map(({ milliseconds }) => median(milliseconds)));
  const scale = scaleOf(points, longest, width);
  const names = [...new Set(all.map(({ competitor }) => competitor))];
  const lines = names.map((name) =>
    lineOf(
      name,
      all.filter(({ competitor }) => competitor === name),
      scale,
    ),
  );
  return {
    height: plot.top + plot.height + 30,
    content:
      text(title, { x: 0, y: 14, class: 'title' }) + axes(points, longest, scale) + lines.join(''),
  };
}

function scaleOf(points: readonly number[], longest: number, width: number): Scale {
  const first = Math.log(points[0] ?? 1);
  const range = Math.log(points.at(-1) ?? 1) - first || 1;
  const space = width - plot.left - plot.right;
  return {
    x: (point) => plot.left + ((Math.log(point) - first) / range) * space,
    y: (time) => plot.top + plot.height * (1 - time / longest),
  };
}

function axes(points: readonly number[], longest: number, { x, y }: Scale): string {
  const bottom = plot.top + plot.height;
  const right = x(points.at(-1) ?? 1);
  const marks = points.map((point) =>
    text(`${point}`, { x: x(point), y: bottom + 15, class: 'small', 'text-anchor': 'middle' }),
  );
  const times = [0, longest / 2, longest].map((time) =>
    text(time === 0 ? '0' : figure(time), {
      x: plot.left - 6,
      y: y(time) + 4,
      class: 'small',
      'text-anchor': 'end',
    }),
  );
  const frame = `M${plot.left} ${plot.top}V${bottom}H${right}`;
  return element('path', { d: frame, class: 'axis' }) + marks.join('') + times.join('');
}

function lineOf(name: string, all: readonly Series[], { x, y }: Scale): string {
  const places = all.map(({ point = 1, milliseconds }) => ({
    cx: x(point),
    cy: y(median(milliseconds)),
  }));
  const path = places.map(({ cx, cy }) => `${cx.toFixed(1)},${cy.toFixed(1)}`).join(' ');
  const colour = colourClass(name);
  return (
    element('polyline', { points: path, class: `${colour} line` }) +
    places.map((place) => element('circle', { ...place, r: 2.5, class: colour })).join('')
  );
}
