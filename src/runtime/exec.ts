import { RuntimeError } from '../errors/runtime-error.ts';
import { compileFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import { seccompHandovers } from '../fields/linux/seccomp.ts';
import { assemble } from '../plan/assemble.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import { stamped } from '../plan/stamped.ts';
import type { Step } from '../plan/step.ts';
import type { Container } from './container.ts';
import { execDeadlines, STEP_TIMEOUT_MS } from './deadlines.ts';
import { debugRecords } from './debug-records.ts';
import { awaitProcess, heldSignals } from './foreground.ts';
import { byStatus, readInit } from './init-status.ts';
import { failOp } from './messages.ts';
import { openInit } from './open-init.ts';
import { pidFileOps } from './pid-file.ts';

export interface ExecInput {
  readonly container: Container;
  /** Checked: no field has a fault. */
  readonly context: FieldContext;
  /** Enter a paused container too; the process waits for resume. */
  readonly ignorePaused: boolean;
  readonly report: Report;
}

/** What runc ends with where exec itself fails, so that it is told from what the program ends with. */
export const EXEC_FAILED = 255;

const STOPPED = 'cannot exec in a stopped container';
const PAUSED = 'cannot exec in a paused container (use --ignore-paused to override)';

/**
 * The plan of exec: another process in a container that is created or running. It takes no lock,
 * since many may enter at once: the descriptor of init, opened before its start time is compared,
 * says which container it is, and a container that ends takes nobody in.
 */
export function planExec(input: ExecInput): Plan {
  const { container, context, ignorePaused, report } = input;
  const slots = slotsOfInit(context.slots);
  const { timing } = context.options;
  const enter: readonly Op[] = [
    readInit(container, slots),
    byStatus(container, slots, {
      creating: refuse('cannot exec in a container that is not created yet'),
      created: [],
      running: [],
      paused: ignorePaused ? [] : refuse(PAUSED),
      stopped: refuse(STOPPED),
    }),
    openInit(slots, STOPPED),
  ];
  const steps = [
    ...(timing ? stamped('find', enter) : enter),
    ...assemble(
      [...compileFields(context), ...executed(input), ...foreground(context)],
      // A paused container lets nobody in before it is resumed.
      {
        handovers: seccompHandovers(context),
        deadlines: ignorePaused ? {} : execDeadlines,
        timing,
        records: debugRecords(context),
      },
    ),
  ];
  return { report, slots: context.slots.names, steps };
}

/** The life cycle calls init what the fields call the process that they make. */
function slotsOfInit(slots: Slots): Slots {
  const names = new Map<string, string>([
    [slotNames.init, slotNames.enteredInit],
    [slotNames.process, slotNames.enteredProcess],
  ]);
  return { names: slots.names, take: (name) => slots.take(names.get(name) ?? name) };
}

function refuse(words: string): readonly Op[] {
  return [failOp(new RuntimeError('container-state', words, { exitCode: EXEC_FAILED }))];
}

function executed({ context, ignorePaused }: ExecInput): readonly Step[] {
  const { options, slots } = context;
  const wait: Op = {
    op: 'awaitExecuted',
    at: 'exec',
    what: 'execute the program',
    timeout: ignorePaused ? 0 : STEP_TIMEOUT_MS,
  };
  const write = pidFileOps(options, `${options.id}.exec`, slots.take(slotNames.init));
  return [wait, ...write].map((op) => ({ phase: 'executed', op }));
}

function foreground(context: FieldContext): readonly Step[] {
  if (!context.options.foreground) return [];
  return [heldSignals('exec'), { phase: 'executed', op: awaitProcess(context, 'exec') }];
}
