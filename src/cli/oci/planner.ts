import { RuntimeError } from '../../errors/runtime-error.ts';
import { parseGoDuration } from '../../lib/go-duration.ts';
import type { Plan } from '../../plan/plan.ts';
import { planService } from '../../runtime/serve-planner.ts';
import { type Caller, pathFor } from '../caller.ts';
import type { Invocation } from '../invocation.ts';
import { listenFdsOf } from './listen-fds.ts';
import { byteCount } from './quantities.ts';

const DEFAULT_IDLE_MS = 600_000;
const DEFAULT_MEMORY = 256 << 20;
/** Each verb a thousand times: the last of the engine's compilers has seen all of it by then. */
const DEFAULT_PRACTICE = 3000;
/** What a plan can carry. */
const LONGEST_MS = 0x7fff_ffff;

/** `planner serve`: keeps a planner warm, at a socket that other calls of the program find. */
export function planner({ caller, report, values, words: [what = ''] }: Invocation): Plan {
  if (what !== 'serve') {
    throw new RuntimeError('usage', `the planner does not know ${JSON.stringify(what)}`, {
      hint: 'usage: pelagos planner serve [OPTIONS]',
    });
  }
  return planService({
    path: listenFdsOf(caller).count > 0 ? undefined : socketPath(caller, values['socket']),
    idle: idleOf(values['idle']),
    memory: memoryOf(values['memory']),
    practice: practiceOf(values['practice']),
    report,
  });
}

/** Where native/ask-warm.c looks for it, unless another place is named. */
function socketPath(caller: Caller, given = ''): string {
  const { uid, environment } = caller;
  if (given !== '') return pathFor(caller, given);
  const variable = environment('PELAGOS_PLANNER_SOCKET');
  if (variable?.startsWith('/')) return variable;
  const directory = uid === 0 ? '/run' : environment('XDG_RUNTIME_DIR');
  if (directory?.startsWith('/')) return `${directory}/pelagos-planner.sock`;
  throw new RuntimeError('usage', 'there is no place for the socket of the planner', {
    hint: 'set XDG_RUNTIME_DIR, or name one with --socket',
  });
}

function idleOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_IDLE_MS;
  const milliseconds = parseGoDuration(text) ?? Number.NaN;
  if (milliseconds >= 0 && milliseconds <= LONGEST_MS) return Math.ceil(milliseconds);
  const words = `--idle is a duration such as 10m, at most 596h, or 0s for ever: current value is ${JSON.stringify(text)}`;
  throw new RuntimeError('usage', words);
}

function memoryOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MEMORY;
  const bytes = byteCount(text);
  if (typeof bytes === 'number' && bytes > 0) return bytes;
  const words = `--memory is a number of bytes such as 256m: current value is ${JSON.stringify(text)}`;
  throw new RuntimeError('usage', words);
}

function practiceOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PRACTICE;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const words = `--practice is a number of examples below a million: current value is ${JSON.stringify(text)}`;
  throw new RuntimeError('usage', words);
}
