import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSpec } from '../../src/runtime/default-spec.ts';
import type { Json, JsonObject } from '../../test/support/json.ts';
import { root } from '../lib/source-files.ts';

/** What differs between the bundles of a run. */
export interface BundleOptions {
  /** Absolute. */
  readonly rootfs: string;
  readonly cgroup: string;
  /** `/bin/guest` ends at once, and waits for ever where this is set. */
  readonly waits?: boolean;
  /** What engines add: Docker's seccomp profile, the mount of cgroups, limits. */
  readonly engine?: boolean;
  /** So many bind mounts more. */
  readonly mounts?: number;
  /** Docker's default profile. */
  readonly seccomp?: boolean;
  /** So many bytes more in process.env. */
  readonly environment?: number;
  /** So many bytes more in annotations, which nothing is done with. */
  readonly annotations?: number;
}

/** Folders of the root file system that `mounts` are put on. */
export const mountPoint = (number: number): string => `/m/${number}`;

const capabilities = ['CAP_AUDIT_WRITE', 'CAP_KILL', 'CAP_NET_BIND_SERVICE'];

/** Those of `spec`; the mount of cgroups is what engines add. */
const mounts = defaultSpec().mounts?.filter(({ type }) => type !== 'cgroup') as unknown as Json[];

const cgroupMount = {
  destination: '/sys/fs/cgroup',
  type: 'cgroup',
  source: 'cgroup',
  options: ['nosuid', 'noexec', 'nodev', 'relatime', 'ro'],
};

/** Half a GiB, half a processor, 512 processes. */
const limits = {
  memory: { limit: 512 * 2 ** 20 },
  cpu: { shares: 512, period: 100_000, quota: 50_000 },
  pids: { limit: 512 },
};

const maskedPaths = [
  ...['acpi', 'asound', 'interrupts', 'kcore', 'keys', 'latency_stats', 'timer_list'],
  ...['timer_stats', 'sched_debug', 'scsi'],
].map((name) => `/proc/${name}`);

const readonlyPaths = ['bus', 'fs', 'irq', 'sys', 'sysrq-trigger'].map((name) => `/proc/${name}`);

/**
 * The config.json that runc's and pelagos' `spec` write, without a terminal and without the mount of
 * cgroups, which is one mount on some hosts and twelve on others. native/bench/floor-init.c makes
 * the same container. The version is the newest that crun 1.8 takes.
 */
export function configOf(options: BundleOptions): JsonObject {
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: options.waits === true ? ['/bin/guest', 'wait'] : ['/bin/guest'],
      env: [
        'PATH=/bin',
        ...filler(options.environment ?? 0).map(([key, text]) => `${key}=${text}`),
      ],
      cwd: '/',
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      rlimits: [{ type: 'RLIMIT_NOFILE', hard: 1024, soft: 1024 }],
      noNewPrivileges: true,
    },
    root: { path: options.rootfs, readonly: true },
    hostname: 'bench',
    mounts: [...mounts, ...(options.engine === true ? [cgroupMount] : []), ...bindMounts(options)],
    annotations: Object.fromEntries(filler(options.annotations ?? 0)),
    linux: {
      cgroupsPath: `/${options.cgroup}`,
      resources: {
        devices: [{ allow: false, access: 'rwm' }],
        ...(options.engine === true && limits),
      },
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      maskedPaths: [...maskedPaths, '/sys/devices/virtual/powercap', '/sys/firmware'],
      readonlyPaths,
      ...((options.seccomp === true || options.engine === true) && { seccomp: dockerProfile() }),
    },
  };
}

function bindMounts({ mounts: count = 0, rootfs }: BundleOptions): Json[] {
  return Array.from({ length: count }, (_, number) => ({
    destination: mountPoint(number),
    type: 'bind',
    source: join(rootfs, 'source'),
    options: ['bind', 'ro'],
  }));
}

/** Names and texts of so many bytes in all, a kilobyte each at most: execve(2) limits one to 128 KiB. */
function filler(bytes: number): [string, string][] {
  const size = 1000;
  return Array.from({ length: Math.ceil(bytes / size) }, (_, number) => {
    const name = `FILLER_${number}`;
    return [name, 'x'.repeat(Math.min(size, bytes - number * size) - name.length - 1)];
  });
}

/**
 * The default profile of Docker (github.com/moby/profiles/seccomp 0.2.3, Apache-2.0), as it comes out
 * for x86-64 and the capabilities that Docker gives.
 */
function dockerProfile(): Json {
  const file = join(root, 'hack/bench.d/docker-seccomp.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}
