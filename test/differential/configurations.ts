import fc from 'fast-check';
import { type Json, type JsonObject, mergePatch } from '../support/json.ts';

/** A bundle to try: a merge patch for the minimal configuration. */
export interface Trial {
  readonly patch: JsonObject;
  /** The host id that the root of the container is; 0 without a user namespace. */
  readonly mappedRoot: number;
}

const capabilities = ['CHOWN', 'NET_RAW', 'KILL', 'SETUID', 'SYS_CHROOT', 'MKNOD', 'SYS_ADMIN'];

/** The paths that each survey looks at; some are masked, made read-only, or mounted on. */
export const surveyed = [
  ...['/proc/kcore', '/proc/keys', '/proc/timer_list', '/proc/sys', '/proc/bus', '/sys/firmware'],
  ...['/etc/passwd', '/mnt', '/mnt/tmp', '/mnt/bind', '/mnt/file', '/tmp', '/secret', '/made/cwd'],
];

const capabilitySets = fc
  .record({
    bounding: fc.subarray(capabilities),
    raised: fc.subarray(capabilities),
    ambient: fc.subarray(capabilities),
  })
  .map(({ bounding, raised, ambient }) => {
    const permitted = bounding.filter((name) => raised.includes(name));
    const full = (names: readonly string[]) => names.map((name) => `CAP_${name}`);
    return {
      bounding: full(bounding),
      effective: full(permitted),
      permitted: full(permitted),
      inheritable: full(permitted),
      ambient: full(permitted.filter((name) => ambient.includes(name))),
    };
  });

const rlimits = fc.uniqueArray(
  fc.record({
    type: fc.constantFrom('RLIMIT_NOFILE', 'RLIMIT_CORE', 'RLIMIT_STACK', 'RLIMIT_FSIZE'),
    soft: fc.integer({ min: 1, max: 512 }).map((n) => n * 65536),
    more: fc.integer({ min: 0, max: 4 }),
  }),
  { selector: ({ type }) => type },
);

const process: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      capabilities: capabilitySets,
      rlimits: rlimits.map((rows) =>
        rows.map(({ type, soft, more }) =>
          limitOf(type, type === 'RLIMIT_NOFILE' ? soft / 65536 + 64 : soft, more),
        ),
      ),
      user: fc.record(
        {
          uid: fc.constantFrom(0, 1000),
          gid: fc.constantFrom(0, 1000),
          additionalGids: fc.uniqueArray(fc.constantFrom(5, 10, 1000)),
          umask: fc.constantFrom(0, 0o22, 0o77),
        },
        { requiredKeys: ['uid', 'gid'] },
      ),
      cwd: fc.constantFrom('/', '/tmp', '/made/cwd'),
      noNewPrivileges: fc.boolean(),
      oomScoreAdj: fc.constantFrom(0, 100, 1000),
      env: fc.subarray(['PATH=/bin', 'HOME=/somewhere', 'EMPTY=', 'A=1', 'A=2', 'TERM=xterm']),
    },
    { requiredKeys: [] },
  )
  .map((record) => record as unknown as JsonObject);

function limitOf(type: string, soft: number, more: number): JsonObject {
  return { type, soft, hard: soft + more };
}

const dev = {
  destination: '/dev',
  type: 'tmpfs',
  source: 'tmpfs',
  options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
};
const pts = {
  destination: '/dev/pts',
  type: 'devpts',
  source: 'devpts',
  options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
};
const shm = {
  destination: '/dev/shm',
  type: 'tmpfs',
  source: 'shm',
  options: ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k'],
};
const mqueue = {
  destination: '/dev/mqueue',
  type: 'mqueue',
  source: 'mqueue',
  options: ['nosuid', 'noexec', 'nodev'],
};
const sys = {
  destination: '/sys',
  type: 'sysfs',
  source: 'sysfs',
  options: ['nosuid', 'noexec', 'nodev', 'ro'],
};
const proc = { destination: '/proc', type: 'proc', source: 'proc' };

const flags = fc.subarray(['nosuid', 'nodev', 'noexec', 'ro', 'noatime']);
const ownMounts: fc.Arbitrary<readonly Json[]> = fc
  .record({
    tmpfs: fc.option(fc.tuple(flags, fc.subarray(['size=1m', 'mode=1770', 'nr_inodes=64']))),
    bind: fc.option(
      fc.tuple(
        flags,
        fc.constantFrom('bind', 'rbind'),
        fc.constantFrom('rprivate', 'rslave', 'private'),
      ),
    ),
    file: fc.option(flags),
  })
  .map(({ tmpfs, bind, file }) => [
    ...(tmpfs
      ? [{ destination: '/mnt/tmp', type: 'tmpfs', source: 'scratch', options: tmpfs.flat() }]
      : []),
    ...(bind
      ? [{ destination: '/mnt/bind', type: 'bind', source: 'folder', options: bind.flat() }]
      : []),
    ...(file
      ? [{ destination: '/mnt/file', type: 'bind', source: 'file', options: ['bind', ...file] }]
      : []),
  ]);

const mounts = fc
  .record({ usual: fc.boolean(), sys: fc.boolean(), own: ownMounts })
  .map((chosen) => [
    proc,
    ...(chosen.usual ? [dev, pts, shm, mqueue] : []),
    ...(chosen.sys ? [sys] : []),
    ...chosen.own,
  ]);

const resources: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      memory: fc.constantFrom<Json>(
        { limit: 64 << 20 },
        { limit: 64 << 20, swap: 128 << 20 },
        { reservation: 32 << 20 },
        { limit: -1 },
      ),
      cpu: fc.constantFrom<Json>(
        { shares: 512 },
        { quota: 50000, period: 100000 },
        { period: 200000 },
        { cpus: '0', mems: '0' },
        { quota: -1 },
      ),
      pids: fc.constantFrom<Json>({ limit: 64 }, { limit: -1 }),
      devices: fc.constantFrom<Json>(
        [{ allow: false, access: 'rwm' }],
        [
          { allow: false, access: 'rwm' },
          { allow: true, type: 'c', major: 10, minor: 229, access: 'rw' },
        ],
      ),
    },
    { requiredKeys: [] },
  )
  .map((record) => record as unknown as JsonObject);

const linux = fc.record(
  {
    maskedPaths: fc.subarray([
      '/proc/kcore',
      '/proc/keys',
      '/proc/timer_list',
      '/sys/firmware',
      '/secret',
      '/not/there',
    ]),
    readonlyPaths: fc.subarray(['/proc/sys', '/proc/bus', '/tmp', '/not/there']),
    devices: fc.subarray<Json>([
      { path: '/dev/fuse', type: 'c', major: 10, minor: 229, fileMode: 0o666, uid: 0, gid: 0 },
      { path: '/dev/deep/null', type: 'c', major: 1, minor: 3, fileMode: 0o600, uid: 0, gid: 5 },
    ]),
    resources,
    rootfsPropagation: fc.constantFrom('private', 'slave', 'rprivate', 'rslave'),
    sysctl: fc
      .subarray(['net.ipv4.ip_forward', 'kernel.msgmax'])
      .map((names) =>
        Object.fromEntries(names.map((name) => [name, name.startsWith('net') ? '1' : '16384'])),
      ),
    seccomp: fc.constant({
      defaultAction: 'SCMP_ACT_ALLOW',
      architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'],
      syscalls: [{ names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 }],
    }),
  },
  { requiredKeys: [] },
);

const namespaces = fc
  .record({ own: fc.subarray(['network', 'ipc', 'uts', 'cgroup']), user: fc.boolean() })
  .map(({ own, user }) => ({ types: ['pid', 'mount', ...own], user }));

const mappings = [{ containerID: 0, hostID: 100000, size: 65536 }];

/** Configurations that Debian's runc and crun know every field of. */
export const trials: fc.Arbitrary<Trial> = fc
  .record({
    process,
    mounts,
    linux,
    namespaces,
    readonly: fc.boolean(),
    annotations: fc.dictionary(fc.constantFrom('a', 'org.example.b'), fc.string({ maxLength: 8 })),
  })
  .map((chosen) => toTrial(chosen));

interface Chosen {
  readonly process: JsonObject;
  readonly mounts: readonly Json[];
  readonly linux: { readonly sysctl?: Readonly<Record<string, string>> };
  readonly namespaces: { readonly types: readonly string[]; readonly user: boolean };
  readonly readonly: boolean;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Takes out what needs a namespace of its own that the container has not. */
function toTrial({ process, mounts, linux, namespaces, readonly, annotations }: Chosen): Trial {
  const { types, user } = namespaces;
  const has = (type: string) => types.includes(type);
  const { sysctl = {} } = linux;
  const own = Object.entries(sysctl).filter(([name]) =>
    has(name.startsWith('net') ? 'network' : 'ipc'),
  );
  const patch = {
    annotations,
    root: { readonly },
    ...(has('uts') ? {} : { hostname: null }),
    process,
    mounts: mounts
      .filter((mount) => has('network') || !user || mount !== sys)
      .filter((mount) => has('ipc') || !user || mount !== mqueue),
    linux: mergePatch(linux as unknown as Json, {
      sysctl: Object.fromEntries(own),
      namespaces: [...types, ...(user ? ['user'] : [])].map((type) => ({ type })),
      ...(user ? { uidMappings: mappings, gidMappings: mappings } : {}),
    }) as JsonObject,
  };
  return { patch: patch as unknown as JsonObject, mappedRoot: user ? 100000 : 0 };
}
