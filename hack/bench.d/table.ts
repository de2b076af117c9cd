import { subject } from './pelagos.ts';
import { find, type Series } from './series.ts';
import { median, pairedRatio, spreadOf } from './statistics.ts';

/** What a row of a table is about. */
export interface RowKey {
  readonly measure: string;
  readonly point?: number;
}

/** The measures and points of all series, in their order. */
export function rowKeys(all: readonly Series[]): RowKey[] {
  const keys = new Map<string, RowKey>();
  for (const { measure, point } of all) {
    keys.set(rowName({ measure, ...(point !== undefined && { point }) }), {
      measure,
      ...(point !== undefined && { point }),
    });
  }
  return [...keys.values()];
}

export function rowName({ measure, point }: RowKey): string {
  return point === undefined ? measure : `${measure} ${point}`;
}

/** `12.3`, `0.52`: three digits are more than any run can repeat. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '—';
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

/** Columns padded to their width, names to the left. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column < 2 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line a measure and competitor: median, least and most ms, and the subject's time in its units. */
export function textTable(all: readonly Series[]): string {
  const timed = all.filter(({ milliseconds }) => milliseconds.length > 0);
  const head = ['', '', 'median', 'least', 'most', `${subject} is`, 'rounds'];
  const rows = rowKeys(timed).flatMap((key) =>
    timed
      .filter((series) => rowName(series) === rowName(key))
      .map((series) => rowOf(timed, series)),
  );
  return align([head, ...rows]);
}

/** One line a size and competitor: KiB, and the subject's in its units. */
export function sizeTable(all: readonly Series[]): string {
  const sizes = all.filter(({ milliseconds }) => milliseconds.length === 0);
  if (sizes.length === 0) return '';
  const rows = sizes.map((series) => {
    const ours = find(sizes, { ...series, competitor: subject });
    const size = median(series.kibibytes);
    const ratio =
      ours === undefined || ours === series ? '' : `×${figure(median(ours.kibibytes) / size)}`;
    return [series.measure, series.competitor, `${size}`, ratio];
  });
  rows.sort(([a = ''], [b = '']) => a.localeCompare(b));
  return align([['', '', 'KiB', `${subject} is`], ...rows]);
}

function rowOf(all: readonly Series[], series: Series): string[] {
  const { median, min, max } = spreadOf(series.milliseconds);
  const times = [median, min, max].map(figure);
  const rounds = `${series.milliseconds.length}`;
  return [rowName(series), series.competitor, ...times, ratioText(all, series), rounds];
}

function ratioText(all: readonly Series[], series: Series): string {
  const ours = find(all, { ...series, competitor: subject });
  if (ours === undefined || ours === series) return '';
  return `×${pairedRatio(ours.milliseconds, series.milliseconds).toFixed(2)}`;
}
