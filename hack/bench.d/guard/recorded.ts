import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/source-files.ts';

/** Figures by verb. */
export type Figures = Readonly<Record<string, number>>;

/** What pelagos takes in units of another, by verb and name: `run/crun`. */
export interface Ratios {
  readonly time: Figures;
  /** Of processors: a machine that others use as well changes it little. */
  readonly processor: Figures;
}

/** What speed is held against: hack/bench.d/guard/recorded.json, which hack/record-speed writes. */
export interface Recorded {
  /** As process.arch has it: instructions of one say nothing of another. */
  readonly architecture: string;
  /** Executed outside the kernel by the executor, by verb. */
  readonly instructions: Figures;
  /** System calls of the executor and of what it becomes in the container, by verb. */
  readonly calls: Figures;
  readonly ratios: Ratios;
}

const file = join(root, 'hack/bench.d/guard/recorded.json');

export function readRecorded(): Recorded {
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  if (recorded.architecture !== process.arch) {
    const { architecture } = recorded;
    throw new Error(
      `speed is recorded for ${architecture}, and this is ${process.arch}: run hack/record-speed`,
    );
  }
  return recorded;
}

export function writeRecorded(recorded: Recorded): void {
  writeFileSync(file, `${JSON.stringify(recorded, undefined, 2)}\n`);
}
