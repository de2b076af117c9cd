/** What sets one kind of failure apart from the others for a program; docs/errors.md lists them. */
export type ErrorCode =
  | 'usage'
  | 'unknown-command'
  | 'invalid-id'
  | 'unreadable-bundle'
  | 'invalid-config'
  | 'container-missing'
  | 'container-state'
  | 'unreadable-state'
  | 'criu-missing';

export interface ErrorDetails {
  /** The file or directory it is about. */
  readonly path?: string;
  /** How to mend it, a clause without a full stop. */
  readonly hint?: string;
  /** 1 unless said otherwise. */
  readonly exitCode?: number;
  readonly cause?: unknown;
}

/** A failure that a person is told in one sentence, without a stack trace. */
export class RuntimeError extends Error {
  readonly code: ErrorCode;
  readonly exitCode: number;
  readonly path: string | undefined;

  /** message: what happened, to what, and why; the hint is appended to it. */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(details.hint === undefined ? message : `${message}; ${details.hint}`, {
      cause: details.cause,
    });
    this.name = 'RuntimeError';
    this.code = code;
    this.exitCode = details.exitCode ?? 1;
    this.path = details.path;
  }
}
