import type { Slot, Text } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { createSlots } from '../plan/slots.ts';
import type { ContainerState, State } from '../spec/state.ts';
import type { Container } from './container.ts';
import { byStatus, initSlots, readInit } from './init-status.ts';
import { printOp } from './messages.ts';
import type { ContainerRecord } from './record.ts';

/** What `state` prints: the specification's state, and what clients of runc read besides. */
export interface DisplayedState extends State {
  /** Always there: CRI-O tests for 0. */
  readonly pid: number;
  readonly rootfs: string;
  readonly created: string;
  readonly owner: string;
}

/** The plan of state (runtime.md#query-state): one text for each status, with the pid of the moment. */
export function planState(container: Container, report: Report): Plan {
  const slots = createSlots();
  const { pid } = initSlots(slots);
  const tell = (status: ContainerState): readonly Op[] => [
    printOp(displayedText(container.record, status, pid)),
  ];
  const steps = [
    readInit(container, slots),
    byStatus(container, slots, {
      creating: tell('creating'),
      created: tell('created'),
      running: tell('running'),
      paused: tell('paused'),
      stopped: tell('stopped'),
    }),
  ];
  return { report, slots: slots.names, steps };
}

export function displayedText(record: ContainerRecord, status: ContainerState, pid: Slot): Text {
  const text = `${JSON.stringify(displayedState(record, status), null, 2)}\n`;
  return withPid(text, status, pid);
}

/** What stands around the pid and the status where the state is on one line, for `list`, which knows the owner. */
export function listedText(record: ContainerRecord, owner: string) {
  const { ociVersion, id } = record;
  const head = JSON.stringify({ ociVersion, id }).slice(0, -1);
  const tail = JSON.stringify(shownBehind(record, owner)).slice(1);
  return { before: `${head},"pid":`, between: ',"status":"', after: `",${tail}` };
}

/** Nothing of the text looks so but the key: the quotes within a JSON string are escaped. */
const PID_OF_NOBODY = /"pid": 0/;

function withPid(text: string, status: ContainerState, pid: Slot): Text {
  const found = PID_OF_NOBODY.exec(text);
  if (!hasInit(status) || found === null) return text;
  const end = found.index + found[0].length;
  return [text.slice(0, end - 1), pid, text.slice(end)];
}

/** Whether a container of that status has a process. */
export function hasInit(status: ContainerState): boolean {
  return status !== 'creating' && status !== 'stopped';
}

/** The state of a container without a process. */
function displayedState(record: ContainerRecord, status: ContainerState): DisplayedState {
  const { ociVersion, id } = record;
  return { ociVersion, id, pid: 0, status, ...shownBehind(record, '') };
}

/** What is shown behind the status. */
function shownBehind({ bundle, rootfs, created, annotations }: ContainerRecord, owner: string) {
  const shown = Object.keys(annotations).length > 0 && { annotations };
  return { bundle, rootfs, created, ...shown, owner };
}

/** The state as hooks read it on standard input; pid: the slot of init while it is there. */
export function hookState(record: ContainerRecord, status: ContainerState, pid?: Slot): Text {
  const { ociVersion, id, bundle, annotations } = record;
  const head = JSON.stringify({ ociVersion, id, status }).slice(0, -1);
  const tail = JSON.stringify({ bundle, annotations }).slice(1);
  return pid === undefined ? `${head},${tail}` : [`${head},"pid":`, pid, `,${tail}`];
}
