import { subject } from '../pelagos.ts';
import type { Series } from '../series.ts';
import { median, pairedRatio } from '../statistics.ts';
import { figure } from '../table.ts';
import { colourClass, element, moved, text } from './svg.ts';

export interface Panel {
  readonly height: number;
  readonly content: string;
}

const row = 18;
const titleHeight = 22;
const nameWidth = 96;
const valueWidth = 96;

/** Bars of the medians of one measure, a competitor a row, and pelagos' time in units of each. */
export function barPanel(title: string, all: readonly Series[], width: number): Panel {
  const longest = Math.max(...all.map(({ milliseconds }) => median(milliseconds)));
  const space = width - nameWidth - valueWidth;
  const ours = all.find(({ competitor }) => competitor === subject);
  const bars = all.map((series, number) => {
    const time = median(series.milliseconds);
    const length = Math.max(1, (time / longest) * space);
    return moved(0, titleHeight + number * row, barOf(series, length, valueText(series, ours)));
  });
  return {
    height: titleHeight + all.length * row + 14,
    content: text(title, { x: 0, y: 14, class: 'title' }) + bars.join(''),
  };
}

function barOf({ competitor }: Series, length: number, value: string): string {
  return (
    text(competitor, { x: nameWidth - 8, y: 13, 'text-anchor': 'end' }) +
    element('rect', {
      x: nameWidth,
      y: 3,
      width: length,
      height: row - 6,
      rx: 2,
      class: colourClass(competitor),
    }) +
    text(value, { x: nameWidth + length + 6, y: 13, class: 'small' })
  );
}

function valueText(series: Series, ours: Series | undefined): string {
  const time = `${figure(median(series.milliseconds))} ms`;
  if (ours === undefined || ours === series) return time;
  return `${time}  ×${figure(pairedRatio(ours.milliseconds, series.milliseconds))}`;
}
