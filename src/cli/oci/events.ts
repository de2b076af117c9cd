import { RuntimeError } from '../../errors/runtime-error.ts';
import { parseGoDuration } from '../../lib/go-duration.ts';
import type { Plan } from '../../plan/plan.ts';
import { planEvents, planStats } from '../../runtime/events.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import type { Invocation } from '../invocation.ts';

const DEFAULT_MS = 5000;
/** What a plan can carry. */
const LONGEST_MS = 0xffff_ffff;

/** `events --stats ID`, or `events [--interval DURATION] ID`. */
export function events({ globals, report, values, words: [id = ''] }: Invocation): Plan {
  const container = loadContainer(globals.root, id);
  const interval = intervalOf(values['interval']);
  if (values['stats'] === 'true') return planStats({ container, report });
  const { logPath, logFormat } = report;
  const log = logPath === '' ? [] : ['--log', logPath, '--log-format', logFormat];
  const statsCommand = ['--root', globals.root, ...log, 'events', '--stats', id];
  return planEvents({ container, report, interval, statsCommand });
}

/** In whole milliseconds. */
function intervalOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MS;
  const milliseconds = parseGoDuration(text);
  const given = `current value is ${JSON.stringify(text)}`;
  if (milliseconds === undefined) {
    throw new RuntimeError('usage', `--interval is a duration such as 5s or 1m30s: ${given}`);
  }
  if (milliseconds <= 0) {
    throw new RuntimeError('usage', `duration interval must be greater than 0: ${given}`);
  }
  if (milliseconds > LONGEST_MS) {
    throw new RuntimeError('usage', `--interval is at most 1193h: ${given}`);
  }
  return Math.max(1, Math.round(milliseconds));
}
