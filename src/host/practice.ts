import type { Ask } from './asked-files.ts';
import { answerAbout } from './file-answers.ts';
import { foreseen } from './foreseen.ts';
import { ownFiles } from './own-files.ts';
import { ownProcess } from './own-process.ts';
import type { FileStatus, Files, Question } from './seen.ts';
import { encodeRequest } from './warm-request.ts';

/** A command line to practise with, and the files that it is about. */
export interface Example {
  readonly words: readonly string[];
  /** Texts by their paths; all these lie below directory, where everything else is a directory. */
  readonly texts: Readonly<Record<string, string>>;
  readonly directory: string;
}

/** What a caller would send, and answer: the machine as it is, and the files of the example in it. */
export function exampleRequest(example: Example): {
  readonly payload: Uint8Array;
  readonly ask: Ask;
} {
  const files = withExample(example);
  const answered = (question: Question) => [question, answerAbout(files, question)] as const;
  const asked = foreseen
    .filter(({ path }) => !path.includes('{'))
    .map(({ about, path }): Question => [about, path]);
  const payload = encodeRequest({
    pid: 1,
    ...ownProcess.effectiveIds(),
    workingDirectory: '/',
    argv: ['pelagos', ...example.words],
    environment: ['PATH=/usr/sbin:/usr/bin:/sbin:/bin'],
    foreseen: asked.map(answered),
  });
  return { payload, ask: (questions) => questions.map((each) => answerAbout(files, each)) };
}

function withExample({ texts, directory }: Example): Files {
  const isInside = (path: string): boolean => path.startsWith(directory);
  return {
    ...ownFiles,
    read: (path, limit) => {
      const text = texts[path];
      return text === undefined ? ownFiles.read(path, limit) : utf8.encode(text);
    },
    stat: (path) => (isInside(path) ? folder : ownFiles.stat(path)),
    realPath: (path) => (isInside(path) ? path : ownFiles.realPath(path)),
  };
}

const folder: FileStatus = { kind: 'directory', mode: 0o040700, uid: 0, ino: 1 };
const utf8 = new TextEncoder();
