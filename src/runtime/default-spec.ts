import type { Linux, Mount, Process, Spec } from '../spec/config.ts';

/** The version of the specification that we write and know whole. */
export const OCI_VERSION = '1.3.0';

const CAPABILITIES = ['CAP_AUDIT_WRITE', 'CAP_KILL', 'CAP_NET_BIND_SERVICE'];

/** The config.json that `spec` writes: a shell on a read-only root, in namespaces of its own. */
export function defaultSpec(): Spec {
  return {
    ociVersion: OCI_VERSION,
    process: shell(),
    root: { path: 'rootfs', readonly: true },
    hostname: 'pelagos',
    mounts: [...mounts(), cgroupMount],
    linux: linux(),
  };
}

/**
 * The same for an ordinary user: a user namespace with that one id as root in it, the network of the
 * host, no limits, and /sys bound from the host, whose network namespace it shows.
 */
export function rootlessSpec(ids: { readonly uid: number; readonly gid: number }): Spec {
  const { resources, namespaces, ...rest } = linux();
  const spec = defaultSpec();
  return {
    ...spec,
    mounts: mounts().map((mount) => rootlessMount(mount)),
    linux: {
      ...rest,
      uidMappings: [{ containerID: 0, hostID: ids.uid, size: 1 }],
      gidMappings: [{ containerID: 0, hostID: ids.gid, size: 1 }],
      namespaces: [
        ...(namespaces ?? []).filter(({ type }) => type !== 'network'),
        { type: 'user' },
      ],
    },
  };
}

function shell(): Process {
  return {
    terminal: true,
    user: { uid: 0, gid: 0 },
    args: ['sh'],
    env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'TERM=xterm'],
    cwd: '/',
    capabilities: { bounding: CAPABILITIES, effective: CAPABILITIES, permitted: CAPABILITIES },
    rlimits: [{ type: 'RLIMIT_NOFILE', hard: 1024, soft: 1024 }],
    noNewPrivileges: true,
  };
}

function mounts(): readonly Mount[] {
  return [
    { destination: '/proc', type: 'proc', source: 'proc' },
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
    },
    {
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
    },
    {
      destination: '/dev/shm',
      type: 'tmpfs',
      source: 'shm',
      options: ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k'],
    },
    {
      destination: '/dev/mqueue',
      type: 'mqueue',
      source: 'mqueue',
      options: ['nosuid', 'noexec', 'nodev'],
    },
    {
      destination: '/sys',
      type: 'sysfs',
      source: 'sysfs',
      options: ['nosuid', 'noexec', 'nodev', 'ro'],
    },
  ];
}

const cgroupMount: Mount = {
  destination: '/sys/fs/cgroup',
  type: 'cgroup',
  source: 'cgroup',
  options: ['nosuid', 'noexec', 'nodev', 'relatime', 'ro'],
};

/** One mapped id has no group 5 for devpts, and the sysfs of the host's network can't be mounted. */
function rootlessMount(mount: Mount): Mount {
  if (mount.type === 'sysfs') {
    const options = ['rbind', 'nosuid', 'noexec', 'nodev', 'ro'];
    return { destination: '/sys', type: 'none', source: '/sys', options };
  }
  return {
    ...mount,
    ...(mount.options && { options: mount.options.filter((option) => option !== 'gid=5') }),
  };
}

function linux(): Linux {
  return {
    resources: { devices: [{ allow: false, access: 'rwm' }] },
    namespaces: [
      { type: 'pid' },
      { type: 'network' },
      { type: 'ipc' },
      { type: 'uts' },
      { type: 'mount' },
      { type: 'cgroup' },
    ],
    maskedPaths: [
      '/proc/acpi',
      '/proc/asound',
      '/proc/interrupts',
      '/proc/kcore',
      '/proc/keys',
      '/proc/latency_stats',
      '/proc/timer_list',
      '/proc/timer_stats',
      '/proc/sched_debug',
      '/proc/scsi',
      '/sys/devices/virtual/powercap',
      '/sys/firmware',
    ],
    readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
  };
}
