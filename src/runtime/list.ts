import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { createSlots, type Slots } from '../plan/slots.ts';
import type { Container } from './container.ts';
import { printStatus, readInit, statuses } from './init-status.ts';
import { printOp } from './messages.ts';
import { ownSlots } from './own-slots.ts';
import { listedText } from './state.ts';

export interface ListedContainer extends Container {
  /** The name of the user that the state belongs to. */
  readonly owner: string;
}

export interface ListInput {
  readonly containers: readonly ListedContainer[];
  /** A line of standard error each. */
  readonly unreadable: readonly string[];
  readonly form: 'table' | 'json' | 'ids';
  readonly report: Report;
}

interface Row {
  readonly container: ListedContainer;
  readonly slots: Slots;
}

/**
 * The plan of list: a piece of text for each container, by its status of the moment. All of them
 * are looked for before anything is printed, since one that is gone makes the plan stale.
 */
export function planList({ containers, unreadable, form, report }: ListInput): Plan {
  const slots = createSlots();
  const rows = containers.map((container) => ({ container, slots: ownSlots(container, slots) }));
  const warnings = unreadable.map((line) => ({ ...printOp(`${line}\n`), fd: 2 }));
  const steps = [
    ...(form === 'ids' ? [] : rows.map((row) => readInit(row.container, row.slots))),
    ...warnings,
    ...printers[form](rows),
  ];
  return { report, slots: slots.names, steps };
}

const printers: Readonly<Record<ListInput['form'], (rows: readonly Row[]) => readonly Op[]>> = {
  table,
  json,
  ids: (rows) => rows.map(({ container }) => printOp(`${container.record.id}\n`)),
};

function json(rows: readonly Row[]): readonly Op[] {
  const entries = rows.map(({ container, slots }, index) => {
    const text = listedText(container.record, container.owner);
    const before = index === 0 ? text.before : `,${text.before}`;
    return printStatus(container, slots, { ...text, before, width: 0, words: statuses });
  });
  return [printOp('['), ...entries, printOp(']\n')];
}

/** The columns of runc: at least 12 characters wide, with 3 blanks behind the longest cell. */
const NARROWEST = 12;
const BETWEEN = 3;
const headings = ['ID', 'PID', 'STATUS', 'BUNDLE', 'CREATED', 'OWNER'] as const;

function table(rows: readonly Row[]): readonly Op[] {
  const records = rows.map(({ container }) => container.record);
  const bundles = records.map(({ bundle }) => oneLine(bundle));
  const widths = {
    id: widthOf(records.map(({ id }) => id)),
    bundle: widthOf(bundles),
    created: widthOf(records.map(({ created }) => created)),
  };
  const all = [widths.id, NARROWEST, NARROWEST, widths.bundle, widths.created, 0];
  const heading = headings.map((word, index) => word.padEnd(all[index] ?? 0)).join('');
  const words = statuses.map((status) => status.padEnd(NARROWEST));
  const lines = rows.map(({ container, slots }, index) => {
    const { record, owner } = container;
    const before = record.id.padEnd(widths.id);
    const bundle = bundles[index]?.padEnd(widths.bundle) ?? '';
    const after = `${bundle}${record.created.padEnd(widths.created)}${owner}\n`;
    return printStatus(container, slots, { before, width: NARROWEST, between: '', words, after });
  });
  return [printOp(`${heading}\n`), ...lines];
}

function widthOf(cells: readonly string[]): number {
  return Math.max(NARROWEST, ...cells.map((cell) => cell.length + BETWEEN));
}

/** A path may hold what moves the cursor of a terminal. */
function oneLine(path: string): string {
  return path.replace(/\p{Cc}/gu, '?');
}
