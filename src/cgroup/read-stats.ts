import type { CgroupPlacement } from './placement.ts';
import type { ReadStat } from './stat-texts.ts';
import { type CgroupStats, noCpuset } from './stats.ts';
import * as blockIoV1 from './v1/block-io-stats.ts';
import * as v1 from './v1/stats.ts';
import * as v2 from './v2/stats.ts';

/** The text of a file; undefined where it is absent. */
export type ReadFile = (path: string) => string | undefined;

/** What a placement's files say. hugePageSizes: those of the machine, as `2MB`. */
export function cgroupStats(
  placement: CgroupPlacement,
  hugePageSizes: readonly string[],
  readFile: ReadFile,
): CgroupStats {
  const read = statReader(placement, readFile);
  const is2 = (controller: string): boolean => versionOf(placement, controller) === 2;
  return {
    cpu: is2('cpu') ? v2.cpuStats(read) : v1.cpuStats(read),
    cpuset: is2('cpuset') ? noCpuset : v1.cpusetStats(read),
    memory: is2('memory') ? v2.memoryStats(read) : v1.memoryStats(read),
    pids: is2('pids') ? v2.pidsStats(read) : v1.pidsStats(read),
    blkio: is2('blkio') ? v2.blockIoStats(read) : blockIoV1.blockIoStats(read),
    hugetlb: (is2('hugetlb') ? v2 : v1).hugePageStats(read, hugePageSizes),
  };
}

/** A file and the key of the line that counts the processes killed for memory; undefined: nobody counts. */
export function oomCounter(
  placement: CgroupPlacement,
): { readonly file: string; readonly version: 1 | 2 } | undefined {
  const directory = directoryOf(placement, 'memory');
  if (directory === undefined) return undefined;
  const { path, version } = directory;
  return { file: `${path}/memory.${version === 1 ? 'oom_control' : 'events'}`, version };
}

/** The v1 hierarchy of the controller, or else the unified one: there, files tell what is enabled. */
function directoryOf({ directories }: CgroupPlacement, controller: string) {
  const legacy = directories.find(
    ({ controllers, version }) => version === 1 && controllers.includes(controller),
  );
  return legacy ?? directories.find(({ version }) => version === 2);
}

function versionOf(placement: CgroupPlacement, controller: string): 1 | 2 {
  return directoryOf(placement, controller)?.version ?? 1;
}

/** A file's controller is its name up to the first dot. */
function statReader(placement: CgroupPlacement, readFile: ReadFile): ReadStat {
  return (file) => {
    const directory = directoryOf(placement, file.slice(0, file.indexOf('.')));
    return directory === undefined ? undefined : readFile(`${directory.path}/${file}`);
  };
}
