import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { fullExample } from '../../hack/lib/schema-example.ts';
import { readSchemas } from '../../hack/lib/schemas.ts';
import { root } from '../../hack/lib/source-files.ts';
import { renderFaults } from '../errors/validation-faults.ts';
import { parseJson } from '../lib/parse-json.ts';
import { checkConfig } from './check-config.ts';
import { checkFeatures } from './check-features.ts';
import { checkState } from './check-state.ts';
import type { Hook, LinuxIDMapping, LinuxThrottleDevice, Spec } from './config.ts';
import type { Features } from './features.ts';
import type { State } from './state.ts';

/** Every property there is: a type that gains or loses one fails to compile below. */
type Whole<T> = T extends readonly (infer E)[]
  ? readonly Whole<E>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Whole<NonNullable<T[K]>> }
    : T;

const map = { 'any-key': 'text' };
const idMappings: readonly LinuxIDMapping[] = [{ containerID: 0, hostID: 0, size: 1 }];
const hooks: readonly Whole<Hook>[] = [{ path: '/h', args: ['h'], env: ['A=b'], timeout: 1 }];
const throttle: readonly LinuxThrottleDevice[] = [{ major: 8, minor: 0, rate: 1 }];

const wholeConfig: Whole<Spec> = {
  ociVersion: '1.3.0',
  process: {
    terminal: true,
    consoleSize: { height: 24, width: 80 },
    user: { uid: 0, gid: 0, umask: 18, additionalGids: [5], username: 'u' },
    args: ['sh'],
    commandLine: 'sh',
    env: ['A=b'],
    cwd: '/',
    capabilities: {
      bounding: [''],
      effective: [''],
      inheritable: [''],
      permitted: [''],
      ambient: [''],
    },
    rlimits: [{ type: 'RLIMIT_NOFILE', hard: 2n ** 64n - 1n, soft: 1024 }],
    noNewPrivileges: true,
    apparmorProfile: 'p',
    oomScoreAdj: -1000,
    scheduler: {
      policy: 'SCHED_OTHER',
      nice: -20,
      priority: 0,
      flags: ['SCHED_FLAG_RECLAIM'],
      runtime: 0,
      deadline: 0,
      period: 0,
    },
    selinuxLabel: 'l',
    ioPriority: { class: 'IOPRIO_CLASS_BE', priority: 4 },
    execCPUAffinity: { initial: '0-3,7', final: '0' },
  },
  root: { path: 'rootfs', readonly: true },
  hostname: 'h',
  domainname: 'd',
  mounts: [
    {
      destination: '/d',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['ro'],
      uidMappings: idMappings,
      gidMappings: idMappings,
    },
  ],
  hooks: {
    prestart: hooks,
    createRuntime: hooks,
    createContainer: hooks,
    startContainer: hooks,
    poststart: hooks,
    poststop: hooks,
  },
  annotations: map,
  linux: {
    uidMappings: idMappings,
    gidMappings: idMappings,
    sysctl: map,
    resources: {
      devices: [{ allow: false, type: 'c', major: 1, minor: 3, access: 'rwm' }],
      memory: {
        limit: -1,
        reservation: 1,
        swap: 2n ** 63n - 1n,
        kernel: 1,
        kernelTCP: 1,
        swappiness: 60,
        disableOOMKiller: false,
        useHierarchy: false,
        checkBeforeUpdate: false,
      },
      cpu: {
        shares: 1024,
        quota: -1,
        burst: 0,
        period: 100_000,
        realtimeRuntime: 0,
        realtimePeriod: 0,
        cpus: '0',
        mems: '0',
        idle: 0,
      },
      pids: { limit: 1 },
      blockIO: {
        weight: 500,
        leafWeight: 500,
        weightDevice: [{ major: 8, minor: 0, weight: 10, leafWeight: 10 }],
        throttleReadBpsDevice: throttle,
        throttleWriteBpsDevice: throttle,
        throttleReadIOPSDevice: throttle,
        throttleWriteIOPSDevice: throttle,
      },
      hugepageLimits: [{ pageSize: '2MB', limit: 1 }],
      network: { classID: 1, priorities: [{ name: 'eth0', priority: 1 }] },
      rdma: { 'any-key': { hcaHandles: 1, hcaObjects: 1 } },
      unified: map,
    },
    cgroupsPath: '/c',
    namespaces: [{ type: 'pid', path: '/proc/1/ns/pid' }],
    devices: [{ path: '/dev/n', type: 'c', major: 1, minor: 3, fileMode: 438, uid: 0, gid: 0 }],
    netDevices: { 'any-key': { name: 'eth0' } },
    seccomp: {
      defaultAction: 'SCMP_ACT_ERRNO',
      defaultErrnoRet: 1,
      architectures: ['SCMP_ARCH_X86_64'],
      flags: ['SECCOMP_FILTER_FLAG_LOG'],
      listenerPath: '/s',
      listenerMetadata: 'm',
      syscalls: [
        {
          names: ['clone'],
          action: 'SCMP_ACT_ALLOW',
          errnoRet: 1,
          args: [{ index: 0, value: 2n ** 64n - 2n, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
        },
      ],
    },
    rootfsPropagation: 'rslave',
    maskedPaths: ['/m'],
    readonlyPaths: ['/r'],
    mountLabel: 'l',
    intelRdt: {
      closID: 'c',
      schemata: ['L3:0=f'],
      l3CacheSchema: 'L3:0=f',
      memBwSchema: 'MB:0=20',
      enableMonitoring: true,
    },
    memoryPolicy: { mode: 'MPOL_BIND', nodes: '0', flags: ['MPOL_F_STATIC_NODES'] },
    personality: { domain: 'LINUX32', flags: [''] },
    timeOffsets: { boottime: { secs: 1, nanosecs: 1 }, monotonic: { secs: 1, nanosecs: 1 } },
  },
};

const wholeState: Whole<State> = {
  ociVersion: '1.3.0',
  id: 'c',
  status: 'running',
  pid: 1,
  bundle: '/b',
  annotations: map,
};

const enabled = { enabled: true };
const wholeFeatures: Whole<Features> = {
  ociVersionMin: '1.0.0',
  ociVersionMax: '1.3.0',
  hooks: ['prestart'],
  mountOptions: ['ro'],
  annotations: map,
  potentiallyUnsafeConfigAnnotations: ['a.'],
  linux: {
    namespaces: ['pid'],
    capabilities: ['CAP_CHOWN'],
    cgroup: { v1: true, v2: true, systemd: true, systemdUser: true, rdma: true },
    seccomp: {
      ...enabled,
      actions: ['SCMP_ACT_LOG'],
      operators: ['SCMP_CMP_EQ'],
      archs: ['SCMP_ARCH_X86'],
      knownFlags: ['SECCOMP_FILTER_FLAG_TSYNC'],
      supportedFlags: [],
    },
    apparmor: enabled,
    selinux: enabled,
    intelRdt: { ...enabled, schemata: true, monitoring: true },
    memoryPolicy: { modes: ['MPOL_LOCAL'], flags: ['MPOL_F_NUMA_BALANCING'] },
    mountExtensions: { idmap: enabled },
    netDevices: enabled,
  },
};

/** The names of the properties of a document, with their paths. */
function names(document: unknown, path = ''): string[] {
  if (typeof document !== 'object' || document === null) return [];
  if (Array.isArray(document)) return document.flatMap((entry) => names(entry, path));
  return Object.entries(document).flatMap(([key, value]) => [
    `${path}/${key}`,
    ...names(value, `${path}/${key}`),
  ]);
}

const schemas = readSchemas(join(root, 'schemas'));
const otherPlatforms = /^\/(solaris|windows|vm|zos|freebsd)\b/;

const documents = [
  { kind: 'config', document: wholeConfig, check: checkConfig },
  { kind: 'state', document: wholeState, check: checkState },
  { kind: 'features', document: wholeFeatures, check: checkFeatures },
] as const;

for (const { kind, document, check } of documents) {
  t.test(`the types and the schema of ${kind} name the same properties`, (t) => {
    const inSchema = names(fullExample(schemas, `${kind}.json`));
    const wanted = inSchema.filter((name) => !otherPlatforms.test(name));
    t.same([...new Set(names(document))].sort(), [...new Set(wanted)].sort());
    const checked = check(document);
    t.ok(checked.ok, checked.ok ? 'and is accepted' : renderFaults(checked.faults));
    t.end();
  });

  t.test(`unknown properties of ${kind} are ignored`, (t) => {
    const more = { ...document, unknown: null, 'org.example': { a: [1] } };
    t.ok(check(more).ok);
    t.end();
  });

  t.test(`no value whatever makes the check of ${kind} throw, and a refusal has faults`, (t) => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        const checked = check(value);
        return checked.ok || checked.faults.length > 0;
      }),
      { numRuns: 1000 },
    );
    t.end();
  });
}

function faultsOf(text: string): string[] {
  const checked = checkConfig(parseJson(new TextEncoder().encode(text)));
  return checked.ok ? [] : renderFaults(checked.faults).split('\n');
}

t.test(
  'all faults of a document are told, each once, with the section of the specification',
  (t) => {
    const text = `{
    "process": {"rlimits": [{"type": "NOFILE", "soft": -1, "hard": 18446744073709551616}]},
    "mounts": [{"destination": 1, "options": [null]}],
    "linux": {"namespaces": [{"type": "net"}], "devices": [{"type": "c", "path": "/dev/x"}]}
  }`;
    t.same(faultsOf(text).sort(), [
      '/linux/devices/0/major: found nothing, wanted a value, which is required here (config-linux.md#devices)',
      '/linux/devices/0/minor: found nothing, wanted a value, which is required here (config-linux.md#devices)',
      '/linux/namespaces/0/type: found "net", wanted one of "pid", "network", "mount", "ipc", "uts", "user", "cgroup", "time" (config-linux.md#namespaces)',
      '/mounts/0/destination: found 1, wanted a string (config.md#mounts)',
      '/mounts/0/options/0: found null, wanted a string (config.md#linux-mount-options)',
      '/ociVersion: found nothing, wanted a value, which is required here (config.md#specification-version)',
      '/process/cwd: found nothing, wanted a value, which is required here (config.md#process)',
      '/process/rlimits/0/hard: found 18446744073709551616, wanted a whole number from 0 to 2^64 - 1 (config.md#posix-process)',
      '/process/rlimits/0/soft: found -1, wanted a whole number from 0 to 2^64 - 1 (config.md#posix-process)',
      '/process/rlimits/0/type: found "NOFILE", wanted the name of a resource, such as "RLIMIT_NOFILE" (config.md#posix-process)',
    ]);
    t.end();
  },
);

t.test('64-bit limits are judged to the last bit', (t) => {
  const pids = (limit: string): string[] =>
    faultsOf(`{"ociVersion": "1", "linux": {"resources": {"pids": {"limit": ${limit}}}}}`);
  t.same(pids('9223372036854775807'), []);
  t.same(pids('-9223372036854775808'), []);
  t.match(pids('9223372036854775808'), ['wanted a whole number from -2^63 to 2^63 - 1']);
  t.match(pids('-9223372036854775809'), ['wanted a whole number from -2^63 to 2^63 - 1']);
  t.match(pids('1.5'), ['wanted a whole number']);
  t.end();
});

t.test('a fifo needs no device numbers', (t) => {
  t.same(
    faultsOf('{"ociVersion": "1", "linux": {"devices": [{"type": "p", "path": "/dev/f"}]}}'),
    [],
  );
  t.end();
});
