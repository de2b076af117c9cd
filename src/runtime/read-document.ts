import { RuntimeError } from '../errors/runtime-error.ts';
import { errnoName, readGiven } from '../host/files.ts';
import { JsonError, parseJson } from '../lib/parse-json.ts';

/** No config.json that a person or an engine writes comes near it. */
const LONGEST = 64 << 20;

export interface JsonDocument {
  readonly text: string;
  readonly value: unknown;
}

type Reasons = Readonly<Record<string, string>>;

/** Reads a JSON file; reasons: what the errors of the system mean for it, by their names. */
export function readDocument(path: string, reasons: Reasons): JsonDocument {
  try {
    const bytes = readGiven(path, LONGEST);
    return { text: new TextDecoder().decode(bytes), value: parseJson(bytes) };
  } catch (error) {
    if (error instanceof JsonError) {
      throw new RuntimeError('invalid-config', `cannot read ${path}: ${error.message}`, { path });
    }
    throw unreadable(path, reasons, error);
  }
}

const usual: Reasons = {
  EACCES: 'permission denied',
  EINVAL: 'it is no regular file',
  EFBIG: `it is larger than ${LONGEST >> 20} MiB`,
};

function unreadable(path: string, reasons: Reasons, cause: unknown): RuntimeError {
  const code = errnoName(cause);
  const reason = reasons[code] ?? usual[code] ?? code;
  const message = `cannot read ${path}: ${reason}`;
  return new RuntimeError('unreadable-bundle', message, { path, cause });
}
