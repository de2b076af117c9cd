import { createByteWriter } from '../lib/byte-writer.ts';
import type { FileQuestion, Question } from './seen.ts';
import { type Answer, PayloadReader, writeAnswer, writeQuestion } from './warm-channel.ts';
import { questionKinds } from './warm-protocol.ts';

/** Who asks for the plan of which words, and what the answers to the first questions are. */
export interface WarmRequest {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
  readonly workingDirectory: string;
  /** The name of the program first. */
  readonly argv: readonly string[];
  /** NAME=VALUE. */
  readonly environment: readonly string[];
  readonly foreseen: readonly (readonly [Question, Answer])[];
}

/** Behind the last answer that was foreseen. */
const END = 0;

const aboutOf: readonly (FileQuestion | undefined)[] = Object.entries(questionKinds).reduce<
  (FileQuestion | undefined)[]
>((found, [about, kind]) => {
  found[kind] = about as FileQuestion;
  return found;
}, []);

/** Reads the payload of a frame `request`. Throws what PayloadReader throws, and for an unknown question. */
export function readRequest(payload: Uint8Array): WarmRequest {
  const from = new PayloadReader(payload);
  return {
    pid: from.u32(),
    uid: from.u32(),
    gid: from.u32(),
    workingDirectory: from.text(),
    argv: from.texts(),
    environment: from.texts(),
    foreseen: readForeseen(from),
  };
}

function readForeseen(from: PayloadReader): WarmRequest['foreseen'] {
  const foreseen: (readonly [Question, Answer])[] = [];
  for (let kind = from.u32(); kind !== END; kind = from.u32()) {
    const about = aboutOf[kind];
    if (about === undefined) throw new RangeError(`no question has the number ${kind}`);
    foreseen.push([[about, from.cString()], from.answer()]);
  }
  return foreseen;
}

/** The payload of a frame `request`. */
export function encodeRequest(request: WarmRequest): Uint8Array {
  const out = createByteWriter();
  const texts = (values: readonly string[]): void => {
    out.u32(values.length);
    for (const value of values) text(value);
  };
  const text = (value: string): void => {
    const bytes = utf8.encode(value);
    out.u32(bytes.length);
    out.bytes(bytes);
  };
  for (const number of [request.pid, request.uid, request.gid]) out.u32(number);
  text(request.workingDirectory);
  texts(request.argv);
  texts(request.environment);
  for (const [question, answer] of request.foreseen) {
    writeQuestion(out, question);
    writeAnswer(out, answer);
  }
  out.u32(END);
  return out.finish();
}

const utf8 = new TextEncoder();
