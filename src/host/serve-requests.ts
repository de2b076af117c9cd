import { type Ask, askedFiles, Declined } from './asked-files.ts';
import { restartMarks } from './marks.ts';
import { type Example, exampleRequest } from './practice.ts';
import type { CallingProcess } from './seen.ts';
import { seeThrough } from './view.ts';
import {
  encodeQuestions,
  type Frame,
  type FrameKind,
  openWarmChannel,
  PayloadReader,
  type WarmChannel,
} from './warm-channel.ts';
import { readRequest } from './warm-request.ts';

/** Where whoever asks is spoken to: an executor, or the one that serves (native/op-serve-planner.c). */
const ASKING_FD = 3;

/** A plan, encoded, and what is made for `storePlans` once the plan is under way. */
export interface EncodedAnswer {
  readonly plan: Uint8Array;
  readonly later: (() => Uint8Array) | undefined;
}

/** The answer to a command line. */
export type Planner = (commandLine: readonly string[]) => Promise<EncodedAnswer>;

/**
 * The life of a warm planner: answers requests until its server is gone. Nothing of a request is left
 * when the next one comes; one that cannot be answered here is declined, whatever the reason, and a
 * planner of its own will tell it.
 */
export async function serveRequests(plan: Planner, examples: readonly Example[]): Promise<void> {
  const channel = openWarmChannel(ASKING_FD);
  channel.send('ready', new Uint8Array());
  try {
    for (let practised = 0; ; ) {
      const { kind, payload } = received(channel, ['request', 'practise']);
      if (kind === 'request') await answerRequest(channel, payload, plan);
      else await practise(channel, plan, examples[practised++ % examples.length]);
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

function received(channel: WarmChannel, kinds: readonly FrameKind[]): Frame {
  const frame = channel.receive(kinds);
  if (frame === undefined) throw new Gone();
  return frame;
}

async function answerRequest(
  channel: WarmChannel,
  payload: Uint8Array,
  plan: Planner,
): Promise<void> {
  restartMarks();
  try {
    const { plan: encoded, later } = await plan(enterRequest(payload, asking(channel)));
    channel.send(later === undefined ? 'plan' : 'planFirst', encoded);
    if (later !== undefined) channel.send('later', later());
  } catch (error) {
    if (error instanceof Gone) throw error;
    channel.send('declined', new Uint8Array());
  }
}

/** Plans an example as if it were asked for, so that the engine compiles what requests will need. */
async function practise(
  channel: WarmChannel,
  plan: Planner,
  example: Example | undefined,
): Promise<void> {
  if (example !== undefined) {
    const { payload, ask } = exampleRequest(example);
    (await plan(enterRequest(payload, ask))).later?.();
  }
  channel.send('ready', new Uint8Array());
}

/** The server is gone, also in the middle of a request: nobody wants an answer. */
class Gone extends Error {}

/** Sees the machine through who asks; its words. */
function enterRequest(payload: Uint8Array, ask: Ask): readonly string[] {
  const { pid, uid, gid, workingDirectory, argv, environment, foreseen } = readRequest(payload);
  const [calledAs = '', ...words] = argv;
  const variables = variablesOf(environment);
  const caller: CallingProcess = {
    calledAs: () => calledAs,
    pid: () => pid,
    effectiveIds: () => ({ uid, gid }),
    workingDirectory: () => workingDirectory,
    environment: (name) => variables.get(name),
    requireTimeZone: () => {
      throw new Declined('the time zone is that of another process');
    },
  };
  const known = new Map(foreseen.map(([[about, path], answer]) => [about + path, answer]));
  seeThrough({ files: askedFiles(ask, known), process: caller });
  return words;
}

function asking(channel: WarmChannel): Ask {
  return (questions) => {
    channel.send('questions', encodeQuestions(questions));
    const answers = new PayloadReader(received(channel, ['answers']).payload);
    return questions.map(() => answers.answer());
  };
}

/** Which of two values of a variable counts is for an engine to say. */
function variablesOf(entries: readonly string[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const entry of entries) {
    const end = entry.indexOf('=');
    const name = entry.slice(0, end);
    if (variables.has(name)) throw new Declined(`the variable ${name} is set twice`);
    variables.set(name, entry.slice(end + 1));
  }
  return variables;
}
