import { ownFiles } from './own-files.ts';
import { ownProcess } from './own-process.ts';
import type { CallingProcess, Files, View } from './seen.ts';

let current: View = { files: ownFiles, process: ownProcess };

export function files(): Files {
  return current.files;
}

export function callingProcess(): CallingProcess {
  return current.process;
}

/** From now on the machine is seen so. */
export function seeThrough(view: View): void {
  current = view;
}
