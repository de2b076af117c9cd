import type { DemandLine } from './extract.ts';

/** How one demand of the specification is met; a row of the JSON tables in this folder. */
export interface Requirement {
  /** `document/section/n`, stable while the pinned specification stays. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly section: string;
  /** A quote of at most one sentence, as it stands in that line without its markup. */
  readonly text: string;
  readonly level:
    | 'MUST'
    | 'MUST NOT'
    | 'REQUIRED'
    | 'SHALL'
    | 'SHALL NOT'
    | 'SHOULD'
    | 'SHOULD NOT';
  /** `path: text`, where the file at that path holds that text: a test's title or a rule's name. */
  readonly coveredBy: readonly string[];
  /** Files that are to hold the rule while nothing covers the row yet. */
  readonly plan?: readonly string[];
  /** Why no runtime on Linux can be held to it. */
  readonly notApplicable?: string;
}

/** Answers the text of a file of the repository, or undefined when there is none. */
export type ReadText = (path: string) => string | undefined;

/** Says where the rows and the lines of the specification do not match one to one. */
export function compareWithText(
  rows: readonly Requirement[],
  lines: readonly DemandLine[],
): string[] {
  const rowPlaces = new Set(rows.map(place));
  const forgotten = lines.filter((line) => !rowPlaces.has(place(line)));
  return [
    ...checkQuotes(rows, lines),
    ...forgotten.map((line) => `${place(line)} has no row: ${line.text}`),
  ];
}

/** Says which rows quote what is not in their line, or stand twice. */
export function checkQuotes(rows: readonly Requirement[], lines: readonly DemandLine[]): string[] {
  const faults: string[] = [];
  const byPlace = new Map(lines.map((line) => [place(line), line]));
  for (const row of rows) {
    const line = byPlace.get(place(row));
    if (line === undefined) faults.push(`${row.id}: ${place(row)} demands nothing`);
    else if (!line.text.includes(row.text)) {
      faults.push(`${row.id}: ${place(row)} does not hold the text "${row.text}"`);
    }
  }
  return [...faults, ...repeated(rows.map((row) => row.id)), ...repeated(rows.map(place))];
}

function place(at: { readonly file: string; readonly line: number }): string {
  return `${at.file}:${at.line}`;
}

function repeated(keys: readonly string[]): string[] {
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return twice.map((key) => `${key} has more than one row`);
}

/** The rows that hold for Linux and that nothing covers. */
export function openRows(rows: readonly Requirement[]): Requirement[] {
  return rows.filter((row) => row.notApplicable === undefined && row.coveredBy.length === 0);
}

/** Says which rows contradict themselves or point to a rule or test that is not there. */
export function checkReferences(rows: readonly Requirement[], read: ReadText): string[] {
  return rows.flatMap((row) => [
    ...contradictions(row).map((fault) => `${row.id}: ${fault}`),
    ...row.coveredBy.flatMap((reference) => {
      const fault = brokenReference(reference, read);
      return fault === undefined ? [] : [`${row.id}: ${fault}`];
    }),
  ]);
}

function contradictions(row: Requirement): string[] {
  const faults: string[] = [];
  if (row.notApplicable !== undefined && row.coveredBy.length > 0) {
    faults.push('is covered and yet said not to apply');
  }
  if (row.plan !== undefined && row.coveredBy.length > 0) {
    faults.push('is covered, so its plan must go');
  }
  return faults;
}

function brokenReference(reference: string, read: ReadText): string | undefined {
  const split = reference.indexOf(': ');
  if (split < 0) return `"${reference}" is not "path: text"`;
  const path = reference.slice(0, split);
  const text = read(path);
  if (text === undefined) return `${path} does not exist`;
  return text.includes(reference.slice(split + 2)) ? undefined : `no such text in "${reference}"`;
}
