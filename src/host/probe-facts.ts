import type { HostFacts } from '../fields/facts.ts';
import { now } from './clock.ts';
import { effectiveIds, machine } from './engine.ts';
import { kindOf, listDirectory, readTextIfThere, realPath } from './files.ts';
import { findProgram } from './find-program.ts';
import { hugePageSizes } from './huge-pages.ts';
import { probeCgroups } from './probe-cgroups.ts';
import { probeSystemd } from './probe-systemd.ts';

const RESCTRL = '/sys/fs/resctrl';

/** Reads what planning needs to know of the host; rootPath is the bundle's root as configured. */
export function probeFacts(rootPath: string): HostFacts {
  const ids = effectiveIds();
  const real = realPath(rootPath);
  const nested = inUserNamespace();
  const cgroup = probeCgroups();
  return {
    now: now(),
    ...ids,
    capabilities: effectiveCapabilities(),
    inUserNamespace: nested,
    machine: machine() === 'arm64' ? 'aarch64' : 'x86_64',
    cgroup,
    foundCgroups: [],
    systemd: probeSystemd({ ...ids, inUserNamespace: nested }, cgroup),
    apparmor: readTextIfThere('/sys/module/apparmor/parameters/enabled')?.startsWith('Y') ?? false,
    selinux: kindOf('/sys/fs/selinux/enforce') === 'file',
    hugePageSizes: hugePageSizes(),
    resctrl: resctrl(),
    idMapHelpers: ids.uid === 0 ? undefined : idMapHelpers(),
    root:
      real === undefined
        ? { path: rootPath, kind: 'missing' }
        : { path: real, kind: kindOf(real) === 'directory' ? 'directory' : 'other' },
  };
}

function effectiveCapabilities(): bigint {
  const status = readTextIfThere('/proc/self/status') ?? '';
  // No regular expression: interpreted, it takes longer over this file than all else of the facts.
  const [, behind = '0\n'] = status.split('\nCapEff:\t');
  return BigInt(`0x${behind.slice(0, behind.indexOf('\n'))}`);
}

/** The initial user namespace maps every id onto itself. */
export function inUserNamespace(): boolean {
  const map = readTextIfThere('/proc/self/uid_map') ?? '';
  return !/^\s*0\s+0\s+4294967295\s*$/.test(map);
}

/** Every group has a file schemata; that of the root tells that resctrl is mounted. */
function resctrl(): HostFacts['resctrl'] {
  const root = readTextIfThere(`${RESCTRL}/schemata`);
  if (root === undefined) return undefined;
  const groups = (listDirectory(RESCTRL) ?? []).flatMap((name) => {
    const schemata = readTextIfThere(`${RESCTRL}/${name}/schemata`);
    return schemata === undefined ? [] : [[name, schemata] as const];
  });
  return { path: RESCTRL, groups: Object.fromEntries([['/', root], ...groups]) };
}

function idMapHelpers(): HostFacts['idMapHelpers'] {
  const uid = findProgram('newuidmap');
  const gid = findProgram('newgidmap');
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
