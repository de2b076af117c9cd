import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { addProbe } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { namespaceOf } from '../support/processes.ts';
import { onStage, succeed } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };

onStage(t, 'The runtime MUST mount entries in the listed order', (t, stage) => {
  const at = (destination: string, source: string) => ({ destination, type: 'tmpfs', source });
  const mounts = [proc, at('/mnt', 'a'), at('/tmp', 'b'), at('/mnt/c', 'c'), at('/mnt', 'd')];
  const script = "awk '/ - tmpfs / { print $5, $(NF - 1) }' /proc/self/mountinfo; ls /mnt";
  t.equal(stage.capture(script, { mounts }), '/mnt a\n/tmp b\n/mnt/c c\n/mnt d\n');
});

onStage(
  t,
  'a destination MAY be a relative path, in which case it MUST be interpreted as relative to "/"',
  (t, stage) => {
    const mounts = [proc, { destination: 'mnt/below', type: 'tmpfs', source: 'relative' }];
    const script = "awk '/ relative / { print $5 }' /proc/self/mountinfo";
    t.equal(stage.capture(script, { mounts, process: { cwd: '/tmp' } }), '/mnt/below\n');
  },
);

onStage(
  t,
  'for bind mounts the source is a path that is absolute, or relative to the bundle',
  (t, stage) => {
    const beside = join(stage.bundle, 'beside');
    mkdirSync(beside);
    writeFileSync(join(beside, 'file'), 'content');
    for (const source of [beside, 'beside', './rootfs/../beside']) {
      const bind = { destination: '/mnt', source, options: ['bind'] };
      t.equal(stage.capture('cat /mnt/file', { mounts: [proc, bind] }), 'content', source);
    }
  },
);

onStage(
  t,
  'uidMappings of a mount MUST be specified along with gidMappings, and gidMappings along with uidMappings',
  (t, stage) => {
    const mapping = [{ containerID: 0, hostID: 1000, size: 1 }];
    const bind = { destination: '/mnt', source: stage.directory, options: ['bind'] };
    for (const name of ['uidMappings', 'gidMappings']) {
      stage.configure({ mounts: [proc, { ...bind, [name]: mapping }] });
      const { code, stderr } = stage.create();
      t.equal(code, 1, name);
      t.match(stderr, new RegExp(`/mounts/1/${name}`));
    }
  },
);

onStage(t, 'Runtimes MUST ignore consoleSize if terminal is false or unset', (t, stage) => {
  for (const terminal of [null, false]) {
    const process: Json = { terminal, consoleSize: { height: 33, width: 111 } };
    t.equal(stage.capture('echo ran', { process }), 'ran\n');
  }
});

onStage(t, 'cwd MUST be an absolute path', (t, stage) => {
  for (const cwd of ['tmp', './tmp', '']) {
    stage.configure({ process: { cwd } });
    const { code, stderr } = stage.create();
    t.equal(code, 1, cwd);
    t.match(stderr, /\/process\/cwd/);
  }
});

onStage(
  t,
  'at least one entry of args is REQUIRED, and is used with the semantics of execvp',
  (t, stage) => {
    for (const args of [[], ['']]) {
      stage.configure({ process: { args } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, JSON.stringify(args));
      t.match(stderr, /\/process\/args|executable/);
    }
    mkdirSync(join(stage.rootfs, 'own'));
    for (const folder of ['own', 'tmp']) {
      const path = join(stage.rootfs, folder, 'tool');
      writeFileSync(path, `#!/bin/sh\necho ${folder} $0 $1\n`, { mode: 0o755 });
    }
    const env = ['PATH=/nowhere:/own:/bin'];
    stage.configure({ process: { args: ['tool', 'x'], env } });
    t.equal(stage.captureConfigured(), 'own /own/tool x\n', 'a name is looked up in PATH');
    stage.configure({ process: { args: ['./tool', 'y'], env, cwd: '/tmp' } });
    t.equal(stage.captureConfigured(), 'tmp ./tool y\n', 'a path is not');
  },
);

const limits: Readonly<Record<string, string>> = {
  RLIMIT_AS: 'Max address space',
  RLIMIT_CORE: 'Max core file size',
  RLIMIT_CPU: 'Max cpu time',
  RLIMIT_DATA: 'Max data size',
  RLIMIT_FSIZE: 'Max file size',
  RLIMIT_LOCKS: 'Max file locks',
  RLIMIT_MEMLOCK: 'Max locked memory',
  RLIMIT_MSGQUEUE: 'Max msgqueue size',
  RLIMIT_NICE: 'Max nice priority',
  RLIMIT_NOFILE: 'Max open files',
  RLIMIT_NPROC: 'Max processes',
  RLIMIT_RSS: 'Max resident set',
  RLIMIT_RTPRIO: 'Max realtime priority',
  RLIMIT_RTTIME: 'Max realtime timeout',
  RLIMIT_SIGPENDING: 'Max pending signals',
  RLIMIT_STACK: 'Max stack size',
};

const most = 2n ** 40n;

/** Limits that this process has, each with a soft limit of one less where that can be told. */
function lowered(): { type: string; soft: bigint; hard: bigint; line: string }[] {
  const own = readFileSync('/proc/self/limits', 'utf8').split('\n');
  return Object.entries(limits).map(([type, words]) => {
    const line = own.find((line) => line.startsWith(`${words} `)) ?? '';
    const [, hardWord = ''] = line.slice(words.length).trim().split(/\s+/);
    const hard = hardWord === 'unlimited' ? 2n ** 64n - 1n : BigInt(hardWord);
    const below = hard === 0n ? 0n : hard - 1n;
    const soft = below > most ? most : below;
    return { type, soft, hard, line: `${words} +${soft} +${hardWord} ` };
  });
}

onStage(t, 'For each entry in rlimits, a getrlimit on type MUST succeed', (t, stage) => {
  const wanted = lowered();
  stage.configure({ process: { args: ['cat', '/proc/self/limits'] } });
  const path = join(stage.bundle, 'config.json');
  const entries = wanted.map(
    ({ type, soft, hard }) => `{"type":"${type}","soft":${soft},"hard":${hard}}`,
  );
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"cwd"', `"rlimits":[${entries.join()}],"cwd"`));
  const seen = stage.captureConfigured();
  for (const { type, line } of wanted) t.match(seen, new RegExp(`^${line}`, 'm'), type);
});

onStage(t, 'uid and gid specify the user and group ID in the container namespace', (t, stage) => {
  addProbe(stage);
  const user = { uid: 1000, gid: 1001 };
  const expected = 'uid 1000 1000 1000 gid 1001 1001 1001 groups\n';
  t.equal(stage.capture('probe id', { process: { user } }), expected);
});

onStage(
  t,
  'Annotations MUST be a key-value map, keys MUST be strings, values MUST be strings',
  (t, stage) => {
    for (const annotations of [[], ['a'], 'a', 7, { a: 1 }, { a: true }, { a: {} }, { a: ['b'] }]) {
      stage.configure({ annotations });
      const { code, stderr } = stage.create();
      t.equal(code, 1, JSON.stringify(annotations));
      t.match(stderr, /\/annotations/);
    }
    stage.configure({ annotations: { 'com.example.key': 'value', 1: '2' } });
    succeed('create', stage.create());
    const { annotations } = JSON.parse(stage.state().stdout) as { annotations: unknown };
    t.same(annotations, { 'com.example.key': 'value', 1: '2' });
  },
);

const kinds = {
  pid: 'pid',
  network: 'net',
  mount: 'mnt',
  ipc: 'ipc',
  uts: 'uts',
  cgroup: 'cgroup',
  time: 'time',
};

onStage(
  t,
  'The runtime MUST generate an error if path is not associated with a namespace of type type',
  (t, stage) => {
    for (const [type, name] of Object.entries({ ...kinds, user: 'user' })) {
      const other = name === 'uts' ? 'ipc' : 'uts';
      const path = `/proc/self/ns/${other}`;
      const rest = ['pid', 'mount', 'uts', 'ipc', 'network'].filter((kind) => kind !== type);
      const namespaces = [...rest.map((type) => ({ type })), { type, path }];
      stage.configure({ hostname: null, linux: { namespaces } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, type);
      t.match(stderr, /namespaces/, type);
    }
  },
);

onStage(
  t,
  'the path of a namespace MUST be absolute, in the runtime mount namespace',
  (t, stage) => {
    const rest = ['pid', 'mount', 'uts', 'ipc'].map((type) => ({ type }));
    const joining = (path: string) => ({
      linux: { namespaces: [...rest, { type: 'network', path }] },
    });
    stage.configure(joining('proc/self/ns/net'));
    t.match(stage.create(), { code: 1, stderr: /\/linux\/namespaces\/4\/path/ });
    // The path is not there in the container.
    const link = stage.path('namespace');
    writeFileSync(link, '');
    const script = 'mount --bind /proc/self/ns/net "$0" && exec "$@"';
    const made = spawnSync('unshare', ['--net', 'sh', '-c', script, link, 'true']);
    t.equal(made.status, 0);
    stage.configure(joining(link));
    succeed('create', stage.create());
    t.not(namespaceOf(stage.pid, 'net'), namespaceOf('self', 'net'));
    succeed('delete', stage.delete());
    spawnSync('umount', [link]);
  },
);

onStage(
  t,
  'If a namespace type is not specified in the namespaces array, the container MUST inherit the runtime namespace of that type',
  (t, stage) => {
    for (const [type, name] of Object.entries({ ...kinds, user: 'user' })) {
      const rest = ['pid', 'network', 'mount', 'ipc', 'uts'].filter((kind) => kind !== type);
      const namespaces = rest.map((type) => ({ type }));
      stage.configure({ hostname: null, linux: { namespaces } });
      succeed('create', stage.create());
      t.equal(namespaceOf(stage.pid, name), namespaceOf('self', name), type);
      for (const kind of rest) {
        const own = kinds[kind as keyof typeof kinds];
        t.not(namespaceOf(stage.pid, own), namespaceOf('self', own), `${kind} without ${type}`);
      }
      succeed('delete', stage.delete('--force'));
    }
  },
);

onStage(
  t,
  'If a namespaces field contains duplicated namespaces with same type, the runtime MUST generate an error',
  (t, stage) => {
    for (const type of Object.keys(kinds)) {
      const namespaces = [...new Set(['mount', 'pid', type]), type].map((type) => ({ type }));
      stage.configure({ hostname: null, linux: { namespaces } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, type);
      t.match(stderr, /\/linux\/namespaces/);
    }
  },
);

onStage(
  t,
  'devices lists devices that MUST be available in the container; a file that does not match the requested device MUST generate an error',
  (t, stage) => {
    const all = { allow: true, access: 'rwm' };
    const resources = { devices: [all] };
    const fine = { path: '/dev/own', type: 'c', major: 1, minor: 5 };
    const script = 'head -c 3 /dev/own | wc -c';
    t.equal(stage.capture(script, { linux: { resources, devices: [fine] } }), '3\n');
    // It is there now, and matches.
    t.equal(stage.capture(script, { linux: { resources, devices: [fine] } }), '3\n');
    for (const device of [
      { ...fine, minor: 7 },
      { ...fine, type: 'b' },
      { ...fine, path: '/etc/passwd' },
    ]) {
      stage.configure({ linux: { resources, devices: [device] } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, JSON.stringify(device));
      t.match(stderr, /\/linux\/devices\/0/);
    }
  },
);

onStage(t, 'the values of maskedPaths and readonlyPaths MUST be absolute paths', (t, stage) => {
  for (const name of ['maskedPaths', 'readonlyPaths']) {
    for (const path of ['etc', './etc', '']) {
      stage.configure({ linux: { [name]: ['/proc/keys', path] } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, `${name} ${path}`);
      t.match(stderr, new RegExp(`/linux/${name}/1`));
    }
  }
});
