import { parseArgs } from 'node:util';
import type { Runtime } from './run-program.ts';

export interface SuiteOptions {
  readonly runtimes: readonly Runtime[];
  readonly subject: string;
  readonly only: readonly string[];
  readonly timeoutSeconds: number;
}

/** Reads the command line; `find` turns a command's name into its path, or undefined. */
export function readOptions(
  args: readonly string[],
  defaults: readonly string[],
  find: (command: string) => string | undefined,
): SuiteOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runtime: { type: 'string', multiple: true, default: [...defaults] },
      only: { type: 'string', multiple: true, default: [] },
      subject: { type: 'string', default: 'pelagos' },
      timeout: { type: 'string', default: '180' },
    },
  });
  return {
    runtimes: values.runtime.map((text) => readRuntime(text, find)),
    subject: values.subject,
    only: values.only,
    timeoutSeconds: Number(values.timeout),
  };
}

function readRuntime(text: string, find: (command: string) => string | undefined): Runtime {
  const split = text.indexOf('=');
  const name = split < 0 ? text : text.slice(0, split);
  const command = split < 0 ? text : text.slice(split + 1);
  const path = find(command);
  if (path === undefined) {
    throw new Error(
      `the runtime ${name} is not at ${command}: install or build it, or name those to run with --runtime NAME=PATH`,
    );
  }
  return { name, path };
}
