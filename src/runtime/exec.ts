import { RuntimeError } from '../errors/runtime-error.ts';
import { compileFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import { seccompHandovers } from '../fields/linux/seccomp.ts';
import { assemble } from '../plan/assemble.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Slots } from '../plan/slots.ts';
import type { Step } from '../plan/step.ts';
import type { Container } from './container.ts';
import { execDeadlines, STEP_TIMEOUT_MS } from './deadlines.ts';
import { byStatus, readInit } from './init-status.ts';
import { failOp } from './messages.ts';
import { openInit } from './open-init.ts';
import { temporaryPath } from './store.ts';

export interface ExecInput {
  readonly container: Container;
  /** Checked: no field has a fault. */
  readonly context: FieldContext;
  /** Enter a paused container too; the process waits for resume. */
  readonly ignorePaused: boolean;
  /** Leaves the process to whoever reaps it; otherwise waits for its end and ends as it does. */
  readonly detach: boolean;
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
  const { container, context, ignorePaused, detach, report } = input;
  const slots = slotsOfInit(context.slots);
  const steps: readonly Op[] = [
    readInit(container, slots),
    byStatus(container, slots, {
      creating: refuse('cannot exec in a container that is not created yet'),
      created: [],
      running: [],
      paused: ignorePaused ? [] : refuse(PAUSED),
      stopped: refuse(STOPPED),
    }),
    openInit(slots, STOPPED),
    ...assemble(
      [...compileFields(context), ...executed(input), ...(detach ? [] : foreground)],
      // A paused container lets nobody in before it is resumed.
      { handovers: seccompHandovers(context), deadlines: ignorePaused ? {} : execDeadlines },
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
  const { pidFile } = options;
  const wait: Op = {
    op: 'awaitExecuted',
    at: 'exec',
    what: 'execute the program',
    timeout: ignorePaused ? 0 : STEP_TIMEOUT_MS,
  };
  const write: readonly Op[] =
    pidFile === undefined
      ? []
      : [
          {
            op: 'writeFile',
            at: '--pid-file',
            what: `write the pid file ${pidFile}`,
            path: pidFile,
            temporary: temporaryPath(pidFile, `${options.id}.exec`),
            content: [slots.take(slotNames.init)],
            mode: 0o644,
            durable: false,
          },
        ];
  return [wait, ...write].map((op) => ({ phase: 'executed', op }));
}

/** What is sent to the command is meant for the process from the moment it may run. */
const foreground: readonly Step[] = [
  { phase: 'record', op: { op: 'holdSignals', at: 'exec', what: 'hold signals back' } },
  { phase: 'executed', op: { op: 'awaitChild', at: 'exec', what: 'wait for the process' } },
];
