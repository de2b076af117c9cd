import type { LaunchOptions } from '../fields/launch-options.ts';
import type { Slot } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import { temporaryPath } from './store.ts';

/** Writes the bare number, whole or not at all: readers may look at any moment. By: tells writers apart. */
export function pidFileOps({ pidFile }: LaunchOptions, by: string, pid: Slot): readonly Op[] {
  if (pidFile === undefined) return [];
  return [
    {
      op: 'writeFile',
      at: '--pid-file',
      what: `write the pid file ${pidFile}`,
      path: pidFile,
      temporary: temporaryPath(pidFile, by),
      content: [pid],
      mode: 0o644,
    },
  ];
}
