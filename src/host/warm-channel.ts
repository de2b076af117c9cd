import { readSync, writeSync } from 'node:fs';
import { type ByteWriter, createByteWriter } from '../lib/byte-writer.ts';
import type { Question } from './seen.ts';
import { frameKinds, questionKinds } from './warm-protocol.ts';

export type FrameKind = keyof typeof frameKinds;

const HEAD_SIZE = 8;

/** Frames over a descriptor, without an event loop: a planner has nothing else to do meanwhile. */
export interface WarmChannel {
  send(kind: FrameKind, payload: Uint8Array): void;
  /** Waits for a frame of one of these kinds. Undefined: the other side is gone. */
  receive(kinds: readonly FrameKind[]): Frame | undefined;
}

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Uint8Array;
}

export function openWarmChannel(fd: number): WarmChannel {
  return {
    send(kind, payload) {
      writeAll(fd, encodeFrame(kind, payload));
    },
    receive(kinds) {
      const head = readExactly(fd, HEAD_SIZE);
      if (head === undefined) return undefined;
      const view = new DataView(head.buffer);
      const number = view.getUint32(4, true);
      const kind = kinds.find((one) => frameKinds[one] === number);
      if (kind === undefined) throw new Error(`a frame ${number} came, not ${kinds.join(' or ')}`);
      const payload = readExactly(fd, view.getUint32(0, true));
      return payload === undefined ? undefined : { kind, payload };
    },
  };
}

/** Head and payload. */
export function encodeFrame(kind: FrameKind, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEAD_SIZE + payload.length);
  const head = new DataView(frame.buffer);
  head.setUint32(0, payload.length, true);
  head.setUint32(4, frameKinds[kind], true);
  frame.set(payload, HEAD_SIZE);
  return frame;
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(fd, bytes, written, bytes.length - written);
  }
}

function readExactly(fd: number, size: number): Uint8Array | undefined {
  const bytes = new Uint8Array(size);
  let end = 0;
  while (end < size) {
    const got = readSync(fd, bytes, end, size - end, null);
    if (got === 0) return undefined;
    end += got;
  }
  return bytes;
}

/** The payload of a frame of questions. */
export function encodeQuestions(questions: readonly Question[]): Uint8Array {
  const out = createByteWriter();
  out.u32(questions.length);
  for (const question of questions) writeQuestion(out, question);
  return out.finish();
}

export function writeQuestion(out: ByteWriter, [about, path]: Question): void {
  out.u32(questionKinds[about]);
  out.cString(path);
}

export function writeAnswer(out: ByteWriter, { errno, bytes }: Answer): void {
  out.u32(errno);
  out.u32(bytes.length);
  out.bytes(bytes);
}

/** An errno, or what was asked for. */
export interface Answer {
  readonly errno: number;
  readonly bytes: Uint8Array;
}

/** Reads a payload from its begin. Throws RangeError where it is too short. */
export class PayloadReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(): number {
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return value;
  }

  bytes(size: number): Uint8Array {
    if (size > this.#bytes.length - this.#at) throw new RangeError('a payload is cut off');
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  /** Behind their number. */
  texts(): readonly string[] {
    const texts: string[] = [];
    for (let left = this.u32(); left > 0; left--) texts.push(this.text());
    return texts;
  }

  /** Throws TypeError for what is no UTF-8, which an engine reads in a way of its own. */
  text(): string {
    return utf8.decode(this.bytes(this.u32()));
  }

  /** A text with a NUL behind it. */
  cString(): string {
    return utf8.decode(this.bytes(this.u32()).subarray(0, -1));
  }

  answer(): Answer {
    const errno = this.u32();
    return { errno, bytes: this.bytes(this.u32()) };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
