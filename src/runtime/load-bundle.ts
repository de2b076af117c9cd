import { invalidDocument } from '../errors/invalid-document.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { checkFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import type { LaunchOptions } from '../fields/launch-options.ts';
import { errnoName, readBytes } from '../host/files.ts';
import { probeFacts } from '../host/probe-facts.ts';
import { absolutePath } from '../lib/absolute-path.ts';
import { JsonError, parseJson } from '../lib/parse-json.ts';
import { createSlots } from '../plan/slots.ts';
import { checkConfig } from '../spec/check-config.ts';
import type { Spec } from '../spec/config.ts';

export type { LaunchOptions };

/** No config.json that a person or an engine writes comes near it. */
const LONGEST_CONFIG = 64 << 20;

/** Reads config.json and the host, and refuses the bundle with all its faults at once. */
export function loadBundle(options: LaunchOptions): FieldContext {
  const path = `${options.bundle}/config.json`;
  const spec = readConfig(path);
  const rootPath = absolutePath(options.bundle, spec.root?.path ?? '');
  const context: FieldContext = {
    mode: 'create',
    spec,
    facts: probeFacts(rootPath),
    options,
    slots: createSlots(),
  };
  const faults = checkFields(context);
  if (faults.length > 0) throw invalidDocument(path, faults);
  return context;
}

function readConfig(path: string): Spec {
  const checked = checkConfig(parse(path));
  if (!checked.ok) throw invalidDocument(path, checked.faults);
  return checked.value;
}

function parse(path: string): unknown {
  try {
    return parseJson(readBytes(path, LONGEST_CONFIG));
  } catch (error) {
    if (error instanceof JsonError) {
      throw new RuntimeError('invalid-config', `cannot read ${path}: ${error.message}`, { path });
    }
    throw unreadable(path, errnoName(error), error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory; name the bundle with --bundle, or make one with pelagos spec',
  EACCES: 'permission denied',
  EINVAL: 'it is no regular file',
  EFBIG: `it is larger than ${LONGEST_CONFIG >> 20} MiB`,
  ENOTDIR: 'the bundle is not a directory',
};

function unreadable(path: string, code: string, cause: unknown): RuntimeError {
  return new RuntimeError('unreadable-bundle', `cannot read ${path}: ${REASONS[code] ?? code}`, {
    path,
    cause,
  });
}
