import { type Ask, askedFiles, Declined } from './asked-files.ts';
import { restartMarks } from './marks.ts';
import type { CallingProcess, Question } from './seen.ts';
import { seeThrough } from './view.ts';
import {
  type Answer,
  encodeQuestions,
  type FrameKind,
  openWarmChannel,
  PayloadReader,
  type WarmChannel,
} from './warm-channel.ts';
import { firstQuestions } from './warm-protocol.ts';

/** Where the executor that serves (native/op-serve-planner.c) is spoken to. */
const SERVER_FD = 3;

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
export async function serveRequests(plan: Planner): Promise<void> {
  const channel = openWarmChannel(SERVER_FD);
  channel.send('ready', new Uint8Array());
  try {
    for (;;) await answerRequest(channel, received(channel, 'request'), plan);
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

function received(channel: WarmChannel, kind: FrameKind): Uint8Array {
  const payload = channel.receive(kind);
  if (payload === undefined) throw new Gone();
  return payload;
}

async function answerRequest(
  channel: WarmChannel,
  payload: Uint8Array,
  plan: Planner,
): Promise<void> {
  restartMarks();
  try {
    const { plan: encoded, later } = await plan(enterRequest(channel, payload));
    channel.send(later === undefined ? 'plan' : 'planFirst', encoded);
    if (later !== undefined) channel.send('later', later());
  } catch (error) {
    if (error instanceof Gone) throw error;
    channel.send('declined', new Uint8Array());
  }
}

/** The server is gone, also in the middle of a request: nobody wants an answer. */
class Gone extends Error {}

/** Sees the machine through the executor that asks; its words. */
function enterRequest(channel: WarmChannel, payload: Uint8Array): readonly string[] {
  const request = new PayloadReader(payload);
  const [pid, uid, gid] = [request.u32(), request.u32(), request.u32()];
  const workingDirectory = request.text();
  const [calledAs = '', ...words] = request.texts();
  const variables = variablesOf(request.texts());
  const answers = answersIn(request, firstQuestions);
  const known = new Map(firstQuestions.map(([about, path], i) => [about + path, at(answers, i)]));
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
  seeThrough({ files: askedFiles(asking(channel), known), process: caller });
  return words;
}

function asking(channel: WarmChannel): Ask {
  return (questions) => {
    channel.send('questions', encodeQuestions(questions));
    return answersIn(new PayloadReader(received(channel, 'answers')), questions);
  };
}

function answersIn(payload: PayloadReader, questions: readonly Question[]): readonly Answer[] {
  return questions.map(() => payload.answer());
}

function at(answers: readonly Answer[], index: number): Answer {
  const answer = answers[index];
  if (answer === undefined) throw new Declined('an answer is missing');
  return answer;
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
