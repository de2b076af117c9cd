import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { answerAbout } from '../../src/host/file-answers.ts';
import { foreseen } from '../../src/host/foreseen.ts';
import { ownFiles } from '../../src/host/own-files.ts';
import type { FileQuestion, Question } from '../../src/host/seen.ts';
import {
  encodeFrame,
  type FrameKind,
  PayloadReader,
  writeAnswer,
} from '../../src/host/warm-channel.ts';
import { frameKinds, questionKinds } from '../../src/host/warm-protocol.ts';
import { encodeRequest } from '../../src/host/warm-request.ts';
import { createByteWriter } from '../../src/lib/byte-writer.ts';
import { pelagosPath } from './requires.ts';

/** Who asks, and for the plan of which words. */
export interface WarmRequest {
  readonly pid: number;
  /** The first word of the program. */
  readonly calledAs: string;
  readonly workingDirectory: string;
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The planner that was built, kept warm by us: spoken to as an executor does that a server has let in. */
export class WarmPlanner {
  readonly #process: ChildProcess;
  readonly #frames: Frames;
  readonly #ready: Promise<unknown>;

  constructor() {
    const env = { SERVES_REQUESTS: '1' };
    const stdio = ['ignore', 'inherit', 'inherit', 'pipe'] as const;
    this.#process = spawn(pelagosPath('libexec/pelagos/planner'), { env, stdio: [...stdio] });
    this.#frames = framesOf(this.#process.stdio[3] as Readable);
    this.#ready = expected(this.#frames, 'ready');
  }

  /** What a planner that is spawned would write, or undefined where it declines. */
  async ask(request: WarmRequest): Promise<Uint8Array | undefined> {
    await this.#ready;
    this.#send('request', payloadOf(request));
    for (;;) {
      const { kind, payload } = await next(this.#frames);
      if (kind === frameKinds.plan) return payload;
      if (kind === frameKinds.planFirst) {
        return Buffer.concat([payload, encodeFrame('later', await this.#expected('later'))]);
      }
      if (kind === frameKinds.declined) return undefined;
      this.#send('answers', answersTo(questionsIn(payload)));
    }
  }

  /** Has it plan the next of its examples. */
  async practise(): Promise<void> {
    await this.#ready;
    this.#send('practise', new Uint8Array());
    await this.#expected('ready');
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }

  #expected(kind: FrameKind): Promise<Uint8Array> {
    return expected(this.#frames, kind);
  }

  #send(kind: FrameKind, payload: Uint8Array): void {
    (this.#process.stdio[3] as Writable).write(encodeFrame(kind, payload));
  }
}

interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

type Frames = AsyncGenerator<Frame, void>;

async function* framesOf(socket: Readable): Frames {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    while (bytes.length >= 8 && bytes.length >= 8 + bytes.readUInt32LE(0)) {
      const end = 8 + bytes.readUInt32LE(0);
      yield { kind: bytes.readUInt32LE(4), payload: Uint8Array.from(bytes.subarray(8, end)) };
      bytes = bytes.subarray(end);
    }
  }
}

async function next(frames: Frames): Promise<Frame> {
  const { value } = await frames.next();
  if (value === undefined) throw new Error('the planner has left');
  return value;
}

async function expected(frames: Frames, kind: FrameKind): Promise<Uint8Array> {
  const frame = await next(frames);
  if (frame.kind !== frameKinds[kind]) throw new Error(`no ${kind} but a frame ${frame.kind}`);
  return frame.payload;
}

/** What an executor foresees of every call. */
const first = foreseen
  .filter(({ path }) => !path.includes('{'))
  .map(({ about, path }): Question => [about, path]);

function payloadOf(request: WarmRequest): Uint8Array {
  const { pid, workingDirectory, calledAs, words, variables } = request;
  return encodeRequest({
    pid,
    uid: process.geteuid?.() ?? 0,
    gid: process.getegid?.() ?? 0,
    workingDirectory,
    argv: [calledAs, ...words],
    environment: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    foreseen: first.map((question) => [question, answerAbout(ownFiles, question)]),
  });
}

function questionsIn(payload: Uint8Array): readonly Question[] {
  const reader = new PayloadReader(payload);
  return Array.from({ length: reader.u32() }, () => {
    const about = abouts.get(reader.u32());
    if (about === undefined) throw new Error('a question of no kind');
    return [about, reader.text().slice(0, -1)];
  });
}

const abouts = new Map(
  Object.entries(questionKinds).map(([about, kind]) => [kind, about as FileQuestion]),
);

function answersTo(questions: readonly Question[]): Uint8Array {
  const out = createByteWriter();
  for (const question of questions) writeAnswer(out, answerAbout(ownFiles, question));
  return out.finish();
}
