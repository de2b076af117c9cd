import { createConnection, type Socket } from 'node:net';
import { constants } from 'node:os';
import { errnoName } from '../../src/host/files.ts';
import { ownFiles } from '../../src/host/own-files.ts';
import type { FileQuestion, Question } from '../../src/host/seen.ts';
import { encodeFrame, type FrameKind, PayloadReader } from '../../src/host/warm-channel.ts';
import { firstQuestions, frameKinds, questionKinds } from '../../src/host/warm-protocol.ts';
import { type ByteWriter, createByteWriter } from '../../src/lib/byte-writer.ts';

/** Who asks, and for the plan of which words. */
export interface WarmRequest {
  readonly pid: number;
  /** The first word of the program. */
  readonly calledAs: string;
  readonly workingDirectory: string;
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

const utf8 = new TextEncoder();

/** Asks a server as the executor does: what a planner that is spawned would write, or undefined where it declines. */
export async function askWarm(path: string, request: WarmRequest): Promise<Uint8Array | undefined> {
  const socket = createConnection(path);
  try {
    const frames = framesOf(socket);
    const greeting = await expected(frames, 'greeting');
    send(socket, 'request', encodeRequest(greeting, request));
    for (;;) {
      const { kind, payload } = await next(frames);
      if (kind === frameKinds.plan) return payload;
      if (kind === frameKinds.planFirst) {
        return Buffer.concat([payload, encodeFrame('later', await expected(frames, 'later'))]);
      }
      if (kind === frameKinds.declined) return undefined;
      send(socket, 'answers', answersTo(questionsIn(payload)));
    }
  } finally {
    socket.destroy();
  }
}

interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

type Frames = AsyncGenerator<Frame, void>;

async function* framesOf(socket: Socket): Frames {
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
  if (value === undefined) throw new Error('the server has left');
  return value;
}

async function expected(frames: Frames, kind: FrameKind): Promise<Uint8Array> {
  const frame = await next(frames);
  if (frame.kind !== frameKinds[kind]) throw new Error(`no ${kind} but a frame ${frame.kind}`);
  return frame.payload;
}

function send(socket: Socket, kind: FrameKind, payload: Uint8Array): void {
  socket.write(encodeFrame(kind, payload));
}

/** identity: the server's own, so that it takes us for one of its kind. */
function encodeRequest(identity: Uint8Array, request: WarmRequest): Uint8Array {
  const out = createByteWriter();
  out.bytes(identity);
  for (const number of [request.pid, process.geteuid?.() ?? 0, process.getegid?.() ?? 0]) {
    out.u32(number);
  }
  writeText(out, request.workingDirectory);
  writeTexts(out, [request.calledAs, ...request.words]);
  writeTexts(
    out,
    Object.entries(request.variables).map(([name, value]) => `${name}=${value}`),
  );
  out.bytes(answersTo(firstQuestions));
  return out.finish();
}

function writeText(out: ByteWriter, text: string): void {
  const bytes = utf8.encode(text);
  out.u32(bytes.length);
  out.bytes(bytes);
}

function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  out.u32(texts.length);
  for (const text of texts) writeText(out, text);
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
  for (const [about, path] of questions) {
    const { errno, bytes } = answerTo(about, path);
    out.u32(errno);
    out.u32(bytes.length);
    out.bytes(bytes);
  }
  return out.finish();
}

function answerTo(about: FileQuestion, path: string): { errno: number; bytes: Uint8Array } {
  try {
    return { errno: 0, bytes: lookers[about](path) };
  } catch (error) {
    const name = errnoName(error) as keyof typeof constants.errno;
    return { errno: constants.errno[name], bytes: new Uint8Array() };
  }
}

const lookers: Readonly<Record<FileQuestion, (path: string) => Uint8Array>> = {
  read: (path) => ownFiles.read(path, 16 << 20),
  stat: (path) => {
    const status = ownFiles.stat(path);
    if (status === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
    const out = createByteWriter();
    out.u32(status.mode);
    out.u32(status.uid);
    out.u32(status.ino % 2 ** 32);
    out.u32(Math.floor(status.ino / 2 ** 32));
    return out.finish();
  },
  realPath: (path) => utf8.encode(ownFiles.realPath(path)),
  linkTarget: (path) => utf8.encode(ownFiles.linkTarget(path)),
  list: (path) =>
    utf8.encode(
      ownFiles
        .list(path)
        .map((name) => `${name}\0`)
        .join(''),
    ),
  fileSystem: (path) => {
    const out = createByteWriter();
    out.u32(ownFiles.fileSystem(path));
    return out.finish();
  },
  mayWrite: (path) => {
    ownFiles.mayWrite(path);
    return new Uint8Array();
  },
};
