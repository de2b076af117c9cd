import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../hack/lib/source-files.ts';
import type { ModulePin } from './pins.ts';

/** A Go that is new enough for the suites. */
export const goProgram = join(root, 'hack/go');

/**
 * Downloads a pinned module through the Go module proxy and returns its folder in the read-only
 * module cache. Throws when Go is missing, the module cannot be had, or its hash is not the pin's.
 */
export function downloadModule(pin: ModulePin): string {
  const asked = spawnSync(goProgram, ['mod', 'download', '-json', `${pin.path}@${pin.version}`], {
    cwd: '/',
    encoding: 'utf8',
  });
  if (asked.error) throw new Error(`${goProgram} does not run: ${asked.error.message}`);
  const answer = parseAnswer(asked.stdout);
  if (!answer.Dir || answer.Error) {
    throw new Error(`${pin.path}@${pin.version}: ${answer.Error ?? asked.stderr.trim()}`);
  }
  if (answer.Sum !== pin.sum) {
    throw new Error(`${pin.path}@${pin.version} has hash ${answer.Sum}, pinned is ${pin.sum}`);
  }
  return answer.Dir;
}

interface DownloadAnswer {
  readonly Dir?: string;
  readonly Sum?: string;
  readonly Error?: string;
}

function parseAnswer(text: string): DownloadAnswer {
  return text.trim() === '' ? {} : (JSON.parse(text) as DownloadAnswer);
}
