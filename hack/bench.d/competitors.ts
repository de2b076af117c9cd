import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildRunc } from '../../oci-validation/modules/build-runc.ts';
import { root } from '../lib/source-files.ts';
import { type Absent, type Competitor, ociCommand, ociPidFile } from './competitor.ts';
import { floor } from './floor.ts';
import { spawned, subject, warm } from './pelagos.ts';
import { buildYouki } from './youki.ts';

interface Entrant {
  readonly name: string;
  /** Throws why it cannot take part. */
  readonly prepare: (cache: string) => Competitor;
}

/** What hack/build makes. */
export const dist = join(root, 'dist');

const pelagos = join(dist, 'bin/pelagos');

/** All that can be compared, in the order in which they take their turns. */
const entrants: readonly Entrant[] = [
  { name: subject, prepare: () => spawned(pelagos) },
  { name: 'pelagos-warm', prepare: () => warm('pelagos-warm', pelagos) },
  { name: 'crun', prepare: () => oci('crun', installed('crun')) },
  { name: 'runc', prepare: () => oci('runc', installed('runc')) },
  {
    name: 'runc-new',
    prepare: (cache) => oci('runc-new', buildRunc(join(cache, 'oci-validation')).program),
  },
  { name: 'youki', prepare: (cache) => oci('youki', buildYouki(join(cache, 'bench'))) },
  { name: 'floor', prepare: (cache) => floor(join(cache, 'native/bench/floor')) },
];

export const entrantNames = entrants.map(({ name }) => name);

/** Builds those that are not there. One that cannot be had is told of and left out. */
export function prepareCompetitors(
  names: readonly string[],
  cache: string,
): (Competitor | Absent)[] {
  return entrants
    .filter(({ name }) => names.includes(name))
    .map(({ name, prepare }) => {
      try {
        return prepare(cache);
      } catch (error) {
        return { name, because: error instanceof Error ? error.message : String(error) };
      }
    });
}

function oci(
  name: string,
  program: string,
  variables: (root: string) => readonly string[] = () => [],
): Competitor {
  return {
    name,
    version: versionOf(program),
    command: ociCommand(program, variables),
    pidFile: ociPidFile,
    reads: true,
  };
}

/** The first line of `--version` without the name of the program. */
function versionOf(program: string): string {
  const [line = ''] = execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n');
  return line.replace(/^\S+ version:? /, '');
}

function installed(name: string): string {
  const found = ['/usr/bin', '/usr/sbin'].map((folder) => join(folder, name)).find(existsSync);
  if (found === undefined) throw new Error(`${name} is not installed: run hack/prerequisites test`);
  return found;
}
