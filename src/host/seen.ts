/** What is asked about a file: its content, what stat(2) says, where it leads, what it holds, … */
export type FileQuestion =
  | 'read'
  | 'stat'
  | 'realPath'
  | 'linkTarget'
  | 'list'
  | 'fileSystem'
  | 'mayWrite';

/** One question, and the path that it is about. */
export type Question = readonly [about: FileQuestion, path: string];

export interface FileStatus {
  readonly kind: 'directory' | 'file' | 'other';
  readonly mode: number;
  readonly uid: number;
  readonly ino: number;
}

/** The files of the machine, read only. All throw the error of the system, with its name as `code`. */
export interface Files {
  /** EINVAL for what is no regular file, EFBIG beyond limit bytes. */
  read(path: string, limit: number): Uint8Array;
  /** What the caller has open under this number, to its end. */
  readDescriptor(number: number, limit: number): Uint8Array;
  readStandardInput(limit: number): Uint8Array;
  /** Undefined where there is no such file. */
  stat(path: string): FileStatus | undefined;
  realPath(path: string): string;
  linkTarget(path: string): string;
  list(path: string): readonly string[];
  /** f_type of statfs(2). */
  fileSystem(path: string): number;
  mayWrite(path: string): void;
  /** Some of what will be asked next: whoever answers from afar does so in one go. */
  anticipate(questions: () => readonly Question[]): void;
}

/** The process that a plan is made for. */
export interface CallingProcess {
  /** The first of its words: a path, or a name. */
  calledAs(): string;
  /** Of the executor, which is the one that a person or engine called. */
  pid(): number;
  effectiveIds(): { readonly uid: number; readonly gid: number };
  /** Undefined where it has no path. */
  workingDirectory(): string | undefined;
  /** Undefined where it is not set. */
  environment(name: string): string | undefined;
  /** Throws where this process cannot know the time zone of the caller. */
  requireTimeZone(): void;
}

/** How the planner sees the machine: with its own eyes, or through an executor that it asks. */
export interface View {
  readonly files: Files;
  readonly process: CallingProcess;
}
