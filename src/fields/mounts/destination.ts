import { cleanPath, isBelow } from '../../lib/clean-path.ts';
import type { MountEntry } from './entry.ts';

/** Files of /proc that lxcfs and its like replace by ones that tell of the container. */
const replaceable: ReadonlySet<string> = new Set([
  '/proc/cpuinfo',
  '/proc/diskstats',
  '/proc/loadavg',
  '/proc/meminfo',
  '/proc/slabinfo',
  '/proc/stat',
  '/proc/swaps',
  '/proc/uptime',
  '/proc/sys/crypto/fips_enabled',
  '/proc/sys/kernel/ns_last_pid',
]);

/** What keeps a mount from its destination; undefined: nothing. */
export function destinationProblem(entry: MountEntry): string | undefined {
  const { destination } = entry;
  if (destination === '/') {
    return 'is the root of the container itself; use root.path for the root filesystem';
  }
  if (destination === '/proc') return isProc(entry) ? undefined : procProblem;
  if (!isBelow(destination, '/proc') || replaceable.has(destination)) return undefined;
  if (entry.kind === 'remount') return undefined;
  return `is inside /proc, where a mount could deceive the runtime and its programs; only these may be covered: ${[...replaceable].join(', ')}`;
}

const procProblem =
  'is /proc, where only a procfs may be: type "proc", or a bind mount of the host\'s /proc';

function isProc({ kind, mount }: MountEntry): boolean {
  if (kind === 'new') return mount.type === 'proc';
  if (kind === 'bind') return cleanPath(mount.source ?? '') === '/proc';
  return kind === 'remount';
}

/** Whether the destination lies on procfs with good reason. */
export function isOnProc({ destination }: MountEntry): boolean {
  return destination === '/proc' || isBelow(destination, '/proc');
}

/**
 * A link in the image must not lead these elsewhere, nor anything to another place than /proc: then
 * labels and sysctls would be written to fake files (CVE-2019-19921, CVE-2023-27561).
 */
export function isProcOrSysfs({ kind, mount }: MountEntry): boolean {
  return kind === 'new' && (mount.type === 'proc' || mount.type === 'sysfs');
}
