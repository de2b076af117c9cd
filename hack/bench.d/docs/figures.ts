import { machineText } from '../machine.ts';
import { subject } from '../pelagos.ts';
import type { Report } from '../report.ts';
import { find, type Series } from '../series.ts';
import { median, pairedRatio, spreadOf } from '../statistics.ts';
import { figure, type RowKey, rowKeys, rowName } from '../table.ts';
import { markdownTable } from './markdown.ts';
import { isMet, judge, type Verdict } from './targets.ts';

/** The figures of docs/performance.md. */
export function figuresText(report: Report): string {
  const { series } = report;
  const timed = series.filter(({ milliseconds }) => milliseconds.length > 0);
  const single = timed.filter(({ point }) => point === undefined);
  const growing = timed.filter(({ point }) => point !== undefined);
  return [
    originText(report),
    '![Times of each verb and how they grow](performance.svg)',
    '## Targets',
    targetsText(judge(series)),
    '## Each verb',
    `Medians of whole processes in ms; behind the × how much of it ${subject} takes.`,
    timesText(single),
    'The least and the most of all rounds, in ms:',
    spreadText(single),
    'What the command and the children that it waited for had of processors, in ms:',
    processorText(single),
    '## Growth',
    'Medians in ms. `N` is the number of mounts, KB, creations at a time, or containers that exist.',
    timesText(growing, 'N'),
    '## Memory',
    'Resident KiB: the largest process of a create, as wait4(2) tells it, and what stays beside a running container.',
    sizesText(series.filter(({ milliseconds }) => milliseconds.length === 0)),
  ].join('\n\n');
}

function originText({ date, command, machine, versions, absent }: Report): string {
  const named = versions.map(({ name, version }) => `${name} ${version}`).join(', ');
  const missing = absent.map(({ name, because }) => `${name} is not there, because ${because}.`);
  return `Measured on ${date} by \`${command}\`: ${machineText(machine)}. Versions: ${named}. ${missing.join(' ')}`.trim();
}

function targetsText(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [
    `${verdict.what}, to ${verdict.to}`,
    `≤ ${verdict.atMost}`,
    figure(verdict.measured),
    isMet(verdict) ? 'met' : '**missed**',
  ]);
  return markdownTable([['', 'target', 'measured', ''], ...rows]);
}

function names(all: readonly Series[]): string[] {
  return [...new Set(all.map(({ competitor }) => competitor))];
}

/** A row a measure, a column a competitor. */
function matrix(
  all: readonly Series[],
  cell: (series: Series, key: RowKey) => string,
  corner = '',
): string {
  const competitors = names(all);
  const rows = rowKeys(all).map((key) => [
    rowName(key),
    ...competitors.map((competitor) => {
      const series = find(all, { ...key, competitor });
      return series === undefined ? '' : cell(series, key);
    }),
  ]);
  return markdownTable([[corner, ...competitors], ...rows]);
}

function timesText(all: readonly Series[], corner = ''): string {
  return matrix(
    all,
    (series, key) => {
      const time = figure(median(series.milliseconds));
      const ours = find(all, { ...key, competitor: subject });
      if (ours === undefined || ours === series) return time;
      return `${time} ×${figure(pairedRatio(ours.milliseconds, series.milliseconds))}`;
    },
    corner,
  );
}

function spreadText(all: readonly Series[]): string {
  return matrix(all, ({ milliseconds }) => {
    const { min, max } = spreadOf(milliseconds);
    return `${figure(min)}–${figure(max)}`;
  });
}

function processorText(all: readonly Series[]): string {
  return matrix(all, ({ processor }) => figure(median(processor)));
}

function sizesText(all: readonly Series[]): string {
  return matrix(all, ({ kibibytes }) => `${Math.round(median(kibibytes))}`);
}
