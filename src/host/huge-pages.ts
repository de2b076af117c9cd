import { listDirectory } from './files.ts';

const HUGE_PAGES = '/sys/kernel/mm/hugepages';

/** The sizes of huge pages of this machine, as the specification and the controller write them: `2MB`. */
export function hugePageSizes(): readonly string[] {
  return (listDirectory(HUGE_PAGES) ?? [])
    .map((name) => Number(/^hugepages-(\d+)kB$/.exec(name)?.[1]))
    .filter((kib) => Number.isInteger(kib))
    .map(pageSizeName);
}

function pageSizeName(kib: number): string {
  if (kib >= 1 << 20) return `${kib >> 20}GB`;
  return kib >= 1 << 10 ? `${kib >> 10}MB` : `${kib}KB`;
}
