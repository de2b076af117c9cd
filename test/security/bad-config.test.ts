import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { minimalConfig } from '../support/bundle.ts';
import { assertUnharmed, makeCanary } from '../support/canary.ts';
import { type Json, type JsonObject, mergePatch } from '../support/json.ts';
import { vulnerableRuntime } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** create fails at once, in one short text that names the field, and nothing is left of it. */
function assertRefused(t: Test, stage: Stage, named: RegExp): void {
  const { code, stderr, milliseconds } = stage.create({ timeout: 10_000 });
  t.equal(code, 1, 'create exits with 1');
  t.match(stderr, named, 'the message names what is wrong');
  t.notMatch(stderr, /^\s+at |\.ts:\d|bunfs|internal error/m, 'no stack trace');
  t.ok(stderr.length < 8191, 'conmon reads no more');
  t.ok(milliseconds < 5000, `${milliseconds} ms`);
  t.match(stage.state().stderr, /does not exist/, 'no container is left');
}

function writeRaw(stage: Stage, text: string | Uint8Array): void {
  writeFileSync(join(stage.bundle, 'config.json'), text);
}

function valid(): JsonObject {
  return minimalConfig('unused') as JsonObject;
}

const deep = 100_000;

for (const [title, text] of [
  ['C01 an empty file', ''],
  ['C02 an empty object', '{}'],
  ['C03 null', 'null'],
  ['C03 an array', '[]'],
  ['C03 a number', '1'],
  ['C04 a truncated document', JSON.stringify(valid()).slice(0, -20)],
  ['C05 garbage behind the document', `${JSON.stringify(valid())} x`],
  ['C05 two documents', JSON.stringify(valid()).repeat(2)],
  ['C06 UTF-16', Buffer.from(JSON.stringify(valid()), 'utf16le')],
  [
    'C06 invalid UTF-8',
    Buffer.concat([Buffer.from('{"hostname":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
  ],
  ['C08 brackets nested deeply', '['.repeat(deep)],
  ['C08 objects nested deeply', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
  ['C09 a file of 200 MB', Buffer.alloc(200 << 20, 0x20)],
] as const) {
  onStage(t, `config.json is ${title.slice(4)} (${title.slice(0, 3)})`, (t, stage) => {
    writeRaw(stage, text);
    assertRefused(t, stage, /config\.json/);
  });
}

onStage(t, 'config.json with a byte order mark is refused or read (C06)', (t, stage) => {
  writeRaw(stage, `\uFEFF${JSON.stringify(valid())}`);
  const { code, stderr } = stage.create();
  t.ok(code === 0 || /config\.json/.test(stderr), stderr);
});

onStage(t, 'keys that name parts of JavaScript objects change nothing (C10)', (t, stage) => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']) {
    const text = JSON.stringify({
      ...valid(),
      process: { ...(valid()['process'] as JsonObject), args: ['true'] },
    });
    writeRaw(
      stage,
      text.replace(
        '"hostname"',
        `"${key}":{"terminal":true,"args":["false"]},"annotations":{"${key}":"x"},"hostname"`,
      ),
    );
    const { code, stderr } = stage.create();
    t.equal(code, 0, `${key}: ${stderr}`);
    const { stdout } = stage.state();
    t.ok(stdout.includes(`"${key}": "x"`), `the annotation ${key} is kept`);
    succeed('delete', stage.delete('--force'));
  }
});

onStage(t, 'unknown fields are ignored, as the specification says (C12)', (t, stage) => {
  const patch = {
    unknown: { deep: [1] },
    process: { unknown: 1 },
    linux: { unknown: null, more: 'x' },
  };
  t.equal(stage.capture('echo ok', patch), 'ok\n');
});

for (const version of ['', '1', '1.0', 'v1.0.0', '2.0.0', '0.9.0', 'x', 1, null]) {
  onStage(t, `C14 ociVersion ${JSON.stringify(version)}`, (t, stage) => {
    writeRaw(stage, JSON.stringify({ ...valid(), ociVersion: version }));
    assertRefused(t, stage, /ociVersion/);
  });
}

for (const version of ['1.0.0', '1.0.2-dev', '1.2.1', '1.99.0', '1.0.0-rc1+build']) {
  onStage(t, `C14 ociVersion ${version} is accepted`, (t, stage) => {
    t.equal(stage.capture('echo ok', { ociVersion: version }), 'ok\n');
  });
}

const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const namespaces = (...more: readonly JsonObject[]): Json => ({
  linux: {
    namespaces: [...['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })), ...more],
  },
});
const mount = (more: JsonObject): Json => ({
  mounts: [proc, { destination: '/mnt', type: 'tmpfs', source: 'tmpfs', ...more }],
});
const user = (uid: Json): Json => ({ process: { user: { uid } } });
const resources = (more: JsonObject): Json => ({ linux: { resources: more } });
const seccomp = (more: JsonObject): Json => ({
  linux: { seccomp: { defaultAction: 'SCMP_ACT_ALLOW', ...more } },
});
const rule = (more: JsonObject): Json =>
  seccomp({ syscalls: [{ names: ['getpid'], action: 'SCMP_ACT_ERRNO', ...more }] });
const rlimit = (...rlimits: readonly JsonObject[]): Json => ({ process: { rlimits } });
const caps = (more: JsonObject): Json => ({ process: { capabilities: more } });
const idMaps = (...uidMappings: readonly JsonObject[]): Json => ({
  linux: {
    namespaces: ['user', 'pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
    uidMappings,
    gidMappings: [{ containerID: 0, hostID: 100_000, size: 1000 }],
  },
});
const map = (containerID: Json, hostID: Json, size: Json): JsonObject => ({
  containerID,
  hostID,
  size,
});

const refused: readonly (readonly [string, Json, RegExp])[] = [
  ['C16 no arguments', { process: { args: [] } }, /args/],
  ['C17 an empty program', { process: { args: [''] } }, /args|executable/],
  ['C18 NUL in an argument', { process: { args: ['true', 'a\0b'] } }, /args/],
  ['C18 NUL in the environment', { process: { env: ['A=b\0c'] } }, /env/],
  ['C19 an empty cwd', { process: { cwd: '' } }, /cwd/],
  ['C19 a relative cwd', { process: { cwd: 'tmp' } }, /cwd/],
  ['C20 cwd is a file', { process: { cwd: '/etc/passwd' } }, /cwd|directory/],
  ['C23 uid -1', user(-1), /uid/],
  ['C23 uid 1.5', user(1.5), /uid/],
  ['C23 uid as text', user('0'), /uid/],
  ['C23 uid 4294967295', user(4294967295), /uid/],
  ['C23 uid 4294967296', user(4294967296), /uid/],
  ['C23 gid 4294967295', { process: { user: { gid: 4294967295 } } }, /gid/i],
  [
    'C24 65537 groups',
    { process: { user: { additionalGids: Array.from({ length: 65537 }, (_, id) => id) } } },
    /additionalGids/,
  ],
  [
    'C24 a group of 4294967295',
    { process: { user: { additionalGids: [4294967295] } } },
    /additionalGids/,
  ],
  ['C25 umask 010000', { process: { user: { umask: 0o10000 } } }, /umask/],
  ['C30 an unknown rlimit', rlimit({ type: 'RLIMIT_BOGUS', soft: 1, hard: 1 }), /rlimits/],
  [
    'C30 an rlimit twice',
    rlimit({ type: 'RLIMIT_CORE', soft: 1, hard: 1 }, { type: 'RLIMIT_CORE', soft: 1, hard: 1 }),
    /rlimits/,
  ],
  ['C30 soft above hard', rlimit({ type: 'RLIMIT_CORE', soft: 2, hard: 1 }), /rlimits/],
  ['C30 a negative rlimit', rlimit({ type: 'RLIMIT_CORE', soft: -1, hard: 1 }), /rlimits/],
  ['C31 oomScoreAdj 5000', { process: { oomScoreAdj: 5000 } }, /oomScoreAdj/],
  ['C32 an unknown scheduler', { process: { scheduler: { policy: 'SCHED_BOGUS' } } }, /scheduler/],
  [
    'C32 an unknown I/O class',
    { process: { ioPriority: { class: 'IOPRIO_CLASS_BOGUS', priority: 0 } } },
    /ioPriority/,
  ],
  ['C33 an unknown personality', { linux: { personality: { domain: 'BOGUS' } } }, /personality/],
  ['C34 no root path', { root: { path: '' } }, /root/],
  ['C34 a missing root', { root: { path: 'nowhere' } }, /root/],
  ['C34 a file as root', { root: { path: 'config.json' } }, /root/],
  ['C34 / as root', { root: { path: '/' } }, /root/],
  ['C36 an empty destination', mount({ destination: '' }), /destination/],
  ['C36 / as destination', mount({ destination: '/' }), /destination/],
  ['C36 // as destination', mount({ destination: '//' }), /destination/],
  ['C36 /.. as destination', mount({ destination: '/..' }), /destination/],
  [
    'C36 a destination of 5000 characters',
    mount({ destination: `/${'x'.repeat(5000)}` }),
    /destination|mounts/,
  ],
  ['C36 NUL in a destination', mount({ destination: '/a\0b' }), /destination/],
  ['C36 an unknown type', mount({ type: 'bogusfs' }), /mounts|mnt|bogusfs/],
  [
    'C36 a missing source',
    mount({ type: 'bind', source: '/no/such', options: ['bind'] }),
    /no\/such/,
  ],
  ['C36 a negative size', mount({ options: ['size=-1x'] }), /mounts|mnt|size/],
  ['C38 a namespace twice', namespaces({ type: 'pid' }), /namespaces/],
  ['C38 an unknown namespace', namespaces({ type: 'bogus' }), /namespaces/],
  [
    'C38 a relative namespace path',
    namespaces({ type: 'cgroup', path: 'proc/self/ns/cgroup' }),
    /namespaces/,
  ],
  [
    'C39 mappings without a user namespace',
    { linux: { uidMappings: [map(0, 1000, 1)] } },
    /uidMappings/,
  ],
  ['C39 overlapping mappings', idMaps(map(0, 100_000, 10), map(5, 200_000, 10)), /uidMappings/],
  ['C39 an empty mapping', idMaps(map(0, 100_000, 0)), /uidMappings/],
  [
    'C39 341 mappings',
    idMaps(...Array.from({ length: 341 }, (_, id) => map(id, 100_000 + id, 1))),
    /uidMappings/,
  ],
  ['C39 root is not mapped', idMaps(map(1, 100_000, 10)), /uidMappings|uid|root/],
  ['C39 a mapping beyond 2^32', idMaps(map(0, 4294967290, 100)), /uidMappings/],
  [
    'C40 a sysctl of the whole kernel',
    { linux: { sysctl: { 'kernel.core_pattern': 'core' } } },
    /sysctl/,
  ],
  [
    'C40 climbing to another sysctl',
    { linux: { sysctl: { 'net.ipv4.ip_forward/../../../kernel/core_pattern': 'core' } } },
    /sysctl/,
  ],
  [
    'C40 climbing by slashes',
    { linux: { sysctl: { 'net/../kernel/core_pattern': 'core' } } },
    /sysctl/,
  ],
  ['C40 a dot in a sysctl', { linux: { sysctl: { 'net/./ipv4/ip_forward': '1' } } }, /sysctl/],
  ['C40 NUL in a sysctl', { linux: { sysctl: { 'net.ipv4.ip_forward': '1\0' } } }, /sysctl/],
  ['C40 an unknown sysctl', { linux: { sysctl: { 'net.ipv4.no_such': '1' } } }, /sysctl/],
  ['C41 a newline in cgroupsPath', { linux: { cgroupsPath: '/a\nb' } }, /cgroupsPath/],
  [
    'C41 cgroupsPath of 5000 characters',
    { linux: { cgroupsPath: `/${'x'.repeat(5000)}` } },
    /cgroup/,
  ],
  ['C42 memory.limit -2', resources({ memory: { limit: -2 } }), /memory/],
  ['C42 cpu.quota 1', resources({ cpu: { quota: 1 } }), /cpu|quota/],
  ['C42 cpus 0-999999', resources({ cpu: { cpus: '0-999999' } }), /cpus/],
  ['C42 cpus a', resources({ cpu: { cpus: 'a' } }), /cpus/],
  [
    'C42 a page size 1XB',
    resources({ hugepageLimits: [{ pageSize: '1XB', limit: 0 }] }),
    /hugepageLimits/,
  ],
  ['C42 a unified key that climbs', resources({ unified: { '../x': '1' } }), /unified/],
  ['C42 a unified key with a slash', resources({ unified: { 'a/b': '1' } }), /unified/],
  ['C43 an unknown default action', seccomp({ defaultAction: 'SCMP_ACT_BOGUS' }), /defaultAction/],
  ['C43 an empty default action', seccomp({ defaultAction: '' }), /defaultAction/],
  ['C43 an unknown action', rule({ action: 'SCMP_ACT_BOGUS' }), /action/],
  ['C43 argument 6', rule({ args: [{ index: 6, value: 0, op: 'SCMP_CMP_EQ' }] }), /index|args/],
  ['C43 an unknown operator', rule({ args: [{ index: 0, value: 0, op: 'SCMP_CMP_BOGUS' }] }), /op/],
  ['C43 an unknown architecture', seccomp({ architectures: ['SCMP_ARCH_BOGUS'] }), /architectures/],
  ['C43 notify without a listener', rule({ action: 'SCMP_ACT_NOTIFY' }), /listenerPath|seccomp/],
  ['C43 errnoRet 5000', rule({ errnoRet: 5000 }), /errnoRet/],
  ['C43 an unknown flag', seccomp({ flags: ['SECCOMP_FILTER_FLAG_BOGUS'] }), /flags/],
  [
    'C44 an unknown device type',
    { linux: { devices: [{ path: '/dev/x', type: 'z', major: 1, minor: 3 }] } },
    /devices/,
  ],
  [
    'C44 major -1',
    { linux: { devices: [{ path: '/dev/x', type: 'c', major: -1, minor: 3 }] } },
    /devices/,
  ],
  [
    'C44 a relative device',
    { linux: { devices: [{ path: 'dev/x', type: 'c', major: 1, minor: 3 }] } },
    /devices/,
  ],
  ['C44 no numbers', { linux: { devices: [{ path: '/dev/x', type: 'c' }] } }, /devices/],
  [
    'C44 a device over a file',
    { linux: { devices: [{ path: '/etc/passwd', type: 'c', major: 1, minor: 3 }] } },
    /devices|passwd/,
  ],
  ['C45 an empty masked path', { linux: { maskedPaths: [''] } }, /maskedPaths/],
  ['C45 / masked', { linux: { maskedPaths: ['/'] } }, /maskedPaths/],
  ['C46 a relative hook', { hooks: { createRuntime: [{ path: 'true' }] } }, /createRuntime/],
  [
    'C46 a hook timeout of 0',
    { hooks: { poststop: [{ path: '/bin/true', timeout: 0 }] } },
    /poststop/,
  ],
  [
    'C46 a hook variable without =',
    { hooks: { createRuntime: [{ path: '/bin/true', env: ['X'] }] } },
    /createRuntime/,
  ],
  ['C47 an AppArmor profile', { process: { apparmorProfile: 'docker-default' } }, /apparmor/i],
  [
    'C47 an SELinux label',
    { process: { selinuxLabel: 'system_u:system_r:container_t:s0' } },
    /selinux/i,
  ],
  ['C47 an unknown propagation', { linux: { rootfsPropagation: 'bogus' } }, /rootfsPropagation/],
  ['C47 a hostname of 65 characters', { hostname: 'x'.repeat(65) }, /hostname/],
  ['C47 NUL in the hostname', { hostname: 'a\0b' }, /hostname/],
  ['C48 an annotation that is no text', { annotations: { a: 1 } }, /annotations/],
  [
    'C49 time offsets without a time namespace',
    { linux: { timeOffsets: { boottime: { secs: 1 } } } },
    /timeOffsets/,
  ],
];

for (const [title, patch, named] of refused) {
  onStage(t, `${title} is refused`, (t, stage) => {
    writeRaw(stage, JSON.stringify(mergePatch(minimalConfig(stage.id), patch)));
    assertRefused(t, stage, named);
  });
}

const accepted: readonly (readonly [string, Json])[] = [
  [
    'C22 a newline and a megabyte in variables',
    { process: { env: ['PATH=/bin', 'N=a\nb', `BIG=${'x'.repeat(100_000)}`] } },
  ],
  [
    'C36 a destination that climbs',
    { mounts: [proc, { destination: '/a/../../b', type: 'tmpfs', source: 'x' }] },
  ],
  [
    'C36 the same destination twice',
    { mounts: [proc, ...[1, 2].map(() => ({ destination: '/mnt', type: 'tmpfs', source: 'x' }))] },
  ],
  [
    'C36 the root bound into itself',
    { mounts: [proc, { destination: '/mnt', type: 'bind', source: 'rootfs', options: ['rbind'] }] },
  ],
  [
    'C43 a thousand rules',
    seccomp({
      syscalls: Array.from({ length: 1000 }, (_, value) => ({
        names: ['getpriority'],
        action: 'SCMP_ACT_ERRNO',
        args: [{ index: 1, value: value + 10, op: 'SCMP_CMP_EQ' }],
      })),
    }),
  ],
  ['C43 an unknown system call', rule({ names: ['no_such_system_call', 'getpriority'] })],
  [
    'C45 ten thousand masked paths',
    { linux: { maskedPaths: Array.from({ length: 10_000 }, (_, i) => `/no/such/${i}`) } },
  ],
  ['C48 an annotation of a megabyte', { annotations: { big: 'x'.repeat(1 << 20) } }],
  ['C23 the greatest uid', { process: { user: { uid: 2147483647 } } }],
];

for (const [title, patch] of accepted) {
  onStage(t, `${title} is accepted`, (t, stage) => {
    t.equal(stage.capture('echo ok', patch), 'ok\n');
  });
}

onStage(t, 'C22 of variables only those with a name and = are passed on, each once', (t, stage) => {
  const log = stage.path('log');
  const globals = ['--debug', '--log', log];
  const env = ['PATH=/nowhere', 'ONE', '=two', '', 'EMPTY=', 'PATH=/bin', 'HOME=/'];
  stage.configure({ process: { args: ['cat', '/proc/self/environ'], env } });
  t.equal(stage.captureConfigured({ globals }), 'EMPTY=\0PATH=/bin\0HOME=/\0');
  const warnings = readFileSync(log, 'utf8');
  for (const index of [1, 2, 3]) t.match(warnings, new RegExp(`/process/env/${index} is dropped`));
  writeFileSync(log, '');
  stage.captureConfigured({ globals: ['--log', log] });
  t.equal(readFileSync(log, 'utf8'), '', 'without --debug nothing is said');
});

onStage(t, 'C47 a mount label without SELinux is left out, and a warning says so', (t, stage) => {
  const log = stage.path('log');
  const mountLabel = 'system_u:object_r:container_file_t:s0';
  const globals = ['--debug', '--log', log];
  t.equal(stage.capture('echo ok', { linux: { mountLabel } }, { globals }), 'ok\n');
  t.match(readFileSync(log, 'utf8'), /warn.*mountLabel/);
});

for (const [title, capabilities] of [
  ['C26 an unknown capability', { bounding: ['CAP_BOGUS'], effective: ['CAP_BOGUS'] }],
  ['C28 a capability in lower case', { bounding: ['cap_kill'], permitted: ['cap_kill'] }],
  ['C28 a capability without CAP_', { bounding: ['KILL'], effective: ['KILL'] }],
  ['C28 effective beyond permitted', { effective: ['CAP_KILL'], permitted: [], bounding: [] }],
] as const) {
  onStage(t, `${title} is not granted, and a warning says so`, (t, stage) => {
    const log = stage.path('log');
    const globals = ['--debug', '--log', log];
    const patch = { ...(caps(capabilities) as JsonObject), ociVersion: '1.1.0' };
    const text = stage.capture('grep Cap /proc/self/status', patch, { globals });
    t.equal(text.match(/\t0{16}\n/g)?.length, 5, text);
    t.match(readFileSync(log, 'utf8'), /warn.*capabilit/i);
  });

  if (title.startsWith('C28 effective')) continue;
  onStage(t, `${title} is refused before version 1.1`, (t, stage) => {
    writeRaw(stage, JSON.stringify(mergePatch(minimalConfig(stage.id), caps(capabilities))));
    assertRefused(t, stage, /capabilities/);
  });
}

for (const [value, runtime] of [[4294967295, 'crun']] as const) {
  onStage(
    t,
    `control: ${runtime} runs uid ${value} as root`,
    (t, stage) => {
      t.equal(stage.capture('id -u', user(value)), '0\n');
    },
    { runtime: vulnerableRuntime(runtime), leaksExpected: true },
  );
}

onStage(t, 'C51 config.json is no regular file', (t, stage) => {
  const path = join(stage.bundle, 'config.json');
  const canary = makeCanary(stage.directory);
  const plants: readonly (readonly [string, () => void])[] = [
    ['a directory', () => mkdirSync(path)],
    ['a FIFO', () => spawnSync('mkfifo', [path])],
    ['a link to an endless device', () => symlinkSync('/dev/zero', path)],
    ['a dangling link', () => symlinkSync('/no/such', path)],
  ];
  for (const [what, plant] of plants) {
    rmSync(path, { recursive: true, force: true });
    plant();
    assertUnharmed(t, canary, () => {
      const { code, milliseconds } = stage.create({ timeout: 8000 });
      t.equal(code, 1, what);
      t.ok(milliseconds < 5000, what);
    });
  }
});

onStage(
  t,
  'a wrong type in any field is refused or ignored, and never a crash (C11)',
  (t, stage) => {
    const full = mergePatch(minimalConfig(stage.id), {
      process: {
        capabilities: { bounding: ['CAP_KILL'] },
        rlimits: [{ type: 'RLIMIT_CORE', soft: 0, hard: 0 }],
        noNewPrivileges: true,
      },
      hooks: { createRuntime: [{ path: '/bin/true', args: ['true'], env: ['A=b'], timeout: 5 }] },
      linux: {
        resources: {
          memory: { limit: 1 << 30 },
          pids: { limit: 100 },
          devices: [{ allow: true, access: 'rwm' }],
        },
        maskedPaths: ['/proc/keys'],
        readonlyPaths: ['/proc/sys'],
        sysctl: { 'net.ipv4.ip_forward': '1' },
        seccomp: {
          defaultAction: 'SCMP_ACT_ALLOW',
          syscalls: [{ names: ['getpid'], action: 'SCMP_ACT_ALLOW' }],
        },
      },
    });
    let tried = 0;
    for (const wrong of wrongTypes(full)) {
      writeRaw(stage, JSON.stringify(wrong.config));
      const { code, stderr } = stage.create();
      tried += 1;
      const fine = (code === 0 && stderr === '') || (code === 1 && stderr !== '');
      const clean = !/internal error|^\s+at |undefined|\[object/m.test(stderr);
      if (!fine || !clean) t.fail(`${wrong.what}: ${code} ${stderr.slice(0, 300)}`);
      if (code === 0) succeed('delete', stage.delete('--force'));
    }
    t.ok(tried > 100, `${tried} configurations were tried`);
  },
);

/** The configuration with each of its values replaced, in turn, by one of another type. */
function* wrongTypes(config: Json): Generator<{ what: string; config: Json }> {
  const others: readonly Json[] = [null, true, 7, 'x', [], {}];
  let turn = 0;
  for (const path of pathsIn(config, [])) {
    // Every value meets two of the wrong types, and all types are met in turn.
    for (const offset of [0, 3]) {
      const other = others[(turn + offset) % others.length] ?? null;
      yield {
        what: `/${path.join('/')} = ${JSON.stringify(other)}`,
        config: replaced(config, path, other),
      };
    }
    turn += 1;
  }
}

function pathsIn(value: Json, path: readonly string[]): (readonly string[])[] {
  const inner =
    typeof value === 'object' && value !== null ? Object.entries(value as JsonObject) : [];
  const below = inner.flatMap(([key, child]) => pathsIn(child, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

function replaced(value: Json, [key, ...rest]: readonly string[], other: Json): Json {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((item: Json, index) =>
      String(index) === key ? replaced(item, rest, other) : item,
    );
  const object = value as JsonObject;
  return { ...object, [key]: replaced(object[key] ?? null, rest, other) };
}

onStage(t, 'a config.json that only root of another user can read fails cleanly', (t, stage) => {
  chmodSync(join(stage.bundle, 'config.json'), 0);
  const { code, stderr } = stage.create();
  t.ok(code === 0 || /config\.json/.test(stderr), 'root reads it all the same');
});
