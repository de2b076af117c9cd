import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Json, JsonObject } from '../support/json.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };

function mounting(...mounts: readonly JsonObject[]): Json {
  return { mounts: [proc, ...mounts] };
}

/** The per-mount options, the file system type and its options of a mount point inside. */
function mountInfo(stage: Stage, point: string, patch: Json): string {
  const script = `awk '$5 == "${point}" { print $6; sub(/.* - /, ""); print }' /proc/self/mountinfo`;
  return stage.capture(script, patch);
}

/** What a container does with the mount point: "ok" or the words of the error. */
function tries(command: string): string {
  return `(${command}) 2>&1 && echo ok`;
}

onStage(t, 'a tmpfs has the options that are its own and those of the mount', (t, stage) => {
  const options = ['nosuid', 'nodev', 'noexec', 'size=64k', 'mode=1750'];
  const patch = mounting({ destination: '/mnt', type: 'tmpfs', source: 'mine', options });
  const [own = '', fileSystem = ''] = mountInfo(stage, '/mnt', patch).split('\n');
  for (const option of ['rw', 'nosuid', 'nodev', 'noexec'])
    t.ok(own.split(',').includes(option), option);
  t.match(fileSystem, /^tmpfs mine /);
  t.match(fileSystem, /size=64k/);
  t.match(fileSystem, /mode=1750/);
});

for (const [options, expected] of [
  [['ro'], /(^|,)ro(,|$)/],
  [['ro', 'rw'], /(^|,)rw(,|$)/],
  [['noexec', 'exec'], /^(?!.*noexec)/],
  [['noatime'], /(^|,)noatime(,|$)/],
  [['nodiratime'], /(^|,)nodiratime(,|$)/],
  [['relatime'], /(^|,)relatime(,|$)/],
  [['strictatime'], /^(?!.*(noatime|relatime))/],
  [['defaults'], /^rw,relatime$/],
  [['nosymfollow'], /(^|,)nosymfollow(,|$)/],
] as const) {
  onStage(t, `the options ${options.join(',')} of a mount`, (t, stage) => {
    const patch = mounting({ destination: '/mnt', type: 'tmpfs', source: 'tmpfs', options });
    t.match(mountInfo(stage, '/mnt', patch).split('\n')[0], expected);
  });
}

onStage(t, 'a directory is bound, and writes reach it', (t, stage) => {
  const source = stage.path('source');
  mkdirSync(source);
  writeFileSync(join(source, 'file'), 'content');
  const patch = mounting({ destination: '/mnt', type: 'bind', source, options: ['rbind'] });
  t.equal(stage.capture('cat /mnt/file; touch /mnt/new', patch), 'content');
  t.same(readdirSync(source).sort(), ['file', 'new']);
});

onStage(t, 'a bind mount needs no type beside its option', (t, stage) => {
  const source = stage.path('source');
  mkdirSync(source);
  const bind = { destination: '/mnt', source, options: ['bind'] };
  t.equal(stage.capture(tries('touch /mnt/new'), mounting(bind)), 'ok\n');
});

onStage(t, 'a file is bound over one that is made for it', (t, stage) => {
  const source = stage.path('file');
  writeFileSync(source, 'content');
  const destination = '/made/for/it';
  const patch = mounting({ destination, type: 'bind', source, options: ['bind', 'ro'] });
  const script = `cat ${destination}; ${tries(`echo >> ${destination}`)}`;
  t.match(stage.capture(script, patch), /^content.*Read-only file system/);
  t.ok(statSync(join(stage.rootfs, destination)).isFile());
});

onStage(t, 'the source of a bind mount is relative to the bundle', (t, stage) => {
  mkdirSync(join(stage.bundle, 'beside'));
  writeFileSync(join(stage.bundle, 'beside/file'), 'content');
  const bind = { destination: '/mnt', type: 'bind', source: 'beside', options: ['bind'] };
  t.equal(stage.capture('cat /mnt/file', mounting(bind)), 'content');
});

for (const options of [
  ['bind', 'ro'],
  ['rbind', 'ro'],
  ['ro', 'rbind', 'nosuid', 'nodev', 'noexec'],
]) {
  onStage(t, `a bind mount with ${options.join(',')} cannot be written`, (t, stage) => {
    const source = stage.path('source');
    mkdirSync(source);
    const patch = mounting({ destination: '/mnt', type: 'bind', source, options });
    t.match(stage.capture(tries('touch /mnt/new'), patch), /Read-only file system/);
    t.same(readdirSync(source), []);
  });
}

onStage(t, 'a bind mount has the options it is given', (t, stage) => {
  const source = stage.path('source');
  mkdirSync(source);
  const options = ['bind', 'nosuid', 'nodev', 'noexec', 'noatime'];
  const patch = mounting({ destination: '/mnt', type: 'bind', source, options });
  const own = mountInfo(stage, '/mnt', patch).split('\n')[0]?.split(',') ?? [];
  for (const option of options.slice(1)) t.ok(own.includes(option), option);
});

/** A source with a mount below it, which only this test's folder sees. */
function nestedSource(t: Test, stage: Stage): string {
  const source = stage.path('outer');
  mkdirSync(join(source, 'inner'), { recursive: true });
  spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', join(source, 'inner')]);
  writeFileSync(join(source, 'inner/file'), 'inner');
  t.teardown(() => spawnSync('umount', [join(source, 'inner')]));
  return source;
}

function unmountInner(stage: Stage): void {
  spawnSync('umount', [stage.path('outer/inner')]);
}

onStage(t, 'rbind takes the mounts below the source along, bind does not', (t, stage) => {
  const source = nestedSource(t, stage);
  const bind = (option: string) =>
    mounting({ destination: '/mnt', type: 'bind', source, options: [option] });
  t.equal(stage.capture('cat /mnt/inner/file', bind('rbind')), 'inner');
  t.equal(stage.capture('ls /mnt/inner', bind('bind')), '');
  unmountInner(stage);
});

onStage(t, 'ro of an rbind is for the top mount, rro for all below it', (t, stage) => {
  const source = nestedSource(t, stage);
  const bind = (option: string) =>
    mounting({ destination: '/mnt', type: 'bind', source, options: ['rbind', option] });
  const script = `${tries('touch /mnt/new')}; ${tries('touch /mnt/inner/new')}`;
  t.match(stage.capture(script, bind('ro')), /Read-only file system\nok\n/);
  t.match(stage.capture(script, bind('rro')), /Read-only file system\n.*Read-only file system\n/);
  unmountInner(stage);
});

onStage(t, 'mounts are made in the order of the list', (t, stage) => {
  const tmpfs = (destination: string) => ({ destination, type: 'tmpfs', source: 'tmpfs' });
  const script = 'awk \'$5 ~ "^/mnt" { print $5 }\' /proc/self/mountinfo';
  t.equal(stage.capture(script, mounting(tmpfs('/mnt'), tmpfs('/mnt/a'))), '/mnt\n/mnt/a\n');
  t.equal(stage.capture('ls /mnt', mounting(tmpfs('/mnt/a'), tmpfs('/mnt'))), '');
});

onStage(t, 'what is mounted twice at one place is there twice', (t, stage) => {
  const tmpfs = { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' };
  const script = 'grep -c " /mnt " /proc/self/mountinfo';
  t.equal(stage.capture(script, mounting(tmpfs, tmpfs)), '2\n');
});

onStage(t, 'a destination that is missing is made', (t, stage) => {
  const tmpfs = { destination: '/deep/er/place', type: 'tmpfs', source: 'tmpfs' };
  t.equal(stage.capture(tries('touch /deep/er/place/x'), mounting(tmpfs)), 'ok\n');
  t.equal(statSync(join(stage.rootfs, 'deep')).mode & 0o777, 0o755);
});

for (const [title, link] of [
  ['an absolute', '/real'],
  ['a relative', 'real'],
  ['an upwards', '../../../../real'],
] as const) {
  onStage(t, `${title} link in the destination leads to a place in the root`, (t, stage) => {
    mkdirSync(join(stage.rootfs, 'real'));
    symlinkSync(link, join(stage.rootfs, 'link'));
    const tmpfs = { destination: '/link/below', type: 'tmpfs', source: 'tmpfs' };
    const script = 'grep -c " /real/below " /proc/self/mountinfo';
    t.equal(stage.capture(script, mounting(tmpfs)), '1\n');
  });
}

onStage(t, 'the file systems of a usual container are mounted', (t, stage) => {
  const usual = [
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'mode=755', 'size=65536k'],
    },
    {
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['newinstance', 'ptmxmode=0666', 'mode=0620'],
    },
    {
      destination: '/dev/shm',
      type: 'tmpfs',
      source: 'shm',
      options: ['nosuid', 'nodev', 'size=64k'],
    },
    { destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue', options: ['nosuid'] },
    { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['nosuid', 'ro'] },
    { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['nosuid', 'ro'] },
  ];
  const text = stage.capture(
    'for i in /dev /dev/pts /dev/shm /dev/mqueue /sys /sys/fs/cgroup; do ' +
      'awk -v p=$i \'$5 == p { sub(/.* - /, ""); print p, $1 }\' /proc/self/mountinfo; done; ' +
      'ls /sys/class/net; test -c /dev/pts/ptmx && echo ptmx',
    mounting(...usual),
  );
  t.match(
    text,
    /^\/dev tmpfs\n\/dev\/pts devpts\n\/dev\/shm tmpfs\n\/dev\/mqueue mqueue\n\/sys sysfs\n/,
  );
  t.match(text, /\/sys\/fs\/cgroup (tmpfs|cgroup2)/);
  t.match(text, /^ptmx$/m);
  t.match(text, /^lo$/m, 'sysfs is that of the network namespace');
});

onStage(t, 'the cgroup mount shows the own cgroup of every controller, read-only', (t, stage) => {
  const cgroup = {
    destination: '/sys/fs/cgroup',
    type: 'cgroup',
    source: 'cgroup',
    options: ['ro'],
  };
  const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup'].map((type) => ({ type }));
  const patch = {
    ...(mounting({ destination: '/sys', type: 'sysfs', source: 'sysfs' }, cgroup) as JsonObject),
    linux: { namespaces },
  };
  const script =
    'f=$(find /sys/fs/cgroup -maxdepth 2 -name cgroup.procs | head -1); grep -c . $f; ' +
    tries('mkdir $(dirname $f)/x');
  const text = stage.capture(script, patch);
  t.match(text, /^[1-9]/);
  t.match(text, /Read-only file system|Permission denied/);
});

onStage(t, 'an overlay is mounted with its directories', (t, stage) => {
  for (const name of ['lower', 'upper', 'work']) mkdirSync(stage.path(name));
  writeFileSync(stage.path('lower/file'), 'lower');
  const options = ['lower', 'upper', 'work'].map((n) => `${n}dir=${stage.path(n)}`);
  const overlay = { destination: '/mnt', type: 'overlay', source: 'overlay', options };
  t.equal(stage.capture('cat /mnt/file; echo new > /mnt/new', mounting(overlay)), 'lower');
  t.same(readdirSync(stage.path('upper')), ['new']);
});

onStage(t, 'a mount is private, shared or slave as its options say', (t, stage) => {
  const source = stage.path('source');
  mkdirSync(source);
  const script = 'awk \'$5 == "/mnt" { print $7 }\' /proc/self/mountinfo';
  const bind = (option: string) =>
    mounting({ destination: '/mnt', type: 'bind', source, options: ['rbind', option] });
  t.equal(stage.capture(script, bind('rprivate')), '-\n');
  t.match(stage.capture(script, bind('rshared')), /^shared:/);
  t.equal(stage.capture(script, bind('runbindable')), 'unbindable\n');
});

onStage(t, 'tmpcopyup fills a tmpfs with what it covers', (t, stage) => {
  mkdirSync(join(stage.rootfs, 'data/sub'), { recursive: true });
  writeFileSync(join(stage.rootfs, 'data/sub/file'), 'content');
  chmodSync(join(stage.rootfs, 'data/sub/file'), 0o640);
  chownSync(join(stage.rootfs, 'data/sub/file'), 0, 34);
  symlinkSync('sub/file', join(stage.rootfs, 'data/link'));
  const options = ['tmpcopyup'];
  const patch = mounting({ destination: '/data', type: 'tmpfs', source: 'tmpfs', options });
  const script = 'cat /data/link; stat -c " %a %u:%g" /data/sub/file; echo changed > /data/link';
  t.equal(stage.capture(script, patch), 'content 640 0:34\n');
  t.equal(statSync(join(stage.rootfs, 'data/sub/file')).size, 7, 'the covered file is as it was');
});

onStage(t, 'a tmpfs has the mode of the directory that it covers, or its own', (t, stage) => {
  mkdirSync(join(stage.rootfs, 'data'));
  chmodSync(join(stage.rootfs, 'data'), 0o2750);
  const tmpfs = (...options: string[]) =>
    mounting({ destination: '/data', type: 'tmpfs', source: 'tmpfs', options });
  const script = 'stat -c %a /data';
  t.equal(stage.capture(script, tmpfs()), '2750\n');
  t.equal(stage.capture(script, tmpfs('mode=0711')), '711\n');
  t.equal(stage.capture(script, tmpfs('mode=0711', 'tmpcopyup')), '711\n');
  t.equal(stage.capture(script, tmpfs('tmpcopyup')), '2750\n');
});

onStage(t, 'a bind mount with id mappings shows mapped owners', (t, stage) => {
  const source = stage.path('source');
  mkdirSync(source);
  writeFileSync(join(source, 'file'), '');
  chownSync(join(source, 'file'), 1000, 1000);
  const map = [{ containerID: 1000, hostID: 2000, size: 1 }];
  const bind = {
    destination: '/mnt',
    type: 'bind',
    source,
    options: ['bind'],
    uidMappings: map,
    gidMappings: map,
  };
  t.equal(stage.capture('stat -c %u:%g /mnt/file', mounting(bind)), '2000:2000\n');
});

onStage(
  t,
  'in a user namespace a source that is mounted there can have its ids mapped',
  (t, stage) => {
    const source = stage.path('source');
    mkdirSync(source);
    writeFileSync(join(source, 'file'), '');
    chownSync(join(source, 'file'), 1000, 1000);
    const all = [{ containerID: 0, hostID: 0, size: 65_536 }];
    const map = [{ containerID: 1000, hostID: 2000, size: 1 }];
    const mapped = { uidMappings: map, gidMappings: map };
    const bind = (from: string, destination: string, more: object) => ({
      destination,
      type: 'bind',
      source: from,
      options: ['bind'],
      ...more,
    });
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      bind(source, '/first', {}),
      bind(join(stage.bundle, 'rootfs/first'), '/second', mapped),
      bind(join(stage.bundle, 'rootfs/second'), '/third', {}),
      bind(join(stage.bundle, 'rootfs/first'), '/fourth', mapped),
    ];
    const namespaces = ['pid', 'mount', 'uts', 'ipc', 'user'].map((type) => ({ type }));
    const linux = { namespaces, uidMappings: all, gidMappings: all };
    const script = 'stat -c %u:%g /first/file /second/file /third/file /fourth/file';
    const seen = stage.capture(script, { mounts, linux });
    t.equal(seen, '1000:1000\n2000:2000\n2000:2000\n2000:2000\n');
  },
);

for (const [title, mount, named] of [
  ['an unknown file system', { destination: '/mnt', type: 'bogusfs', source: 'x' }, /mnt|bogusfs/],
  [
    'a source that is missing',
    { destination: '/mnt', type: 'bind', source: '/no/such', options: ['bind'] },
    /\/no\/such/,
  ],
  [
    'an unknown option',
    { destination: '/mnt', type: 'tmpfs', source: 'x', options: ['bogus'] },
    /mnt|bogus/,
  ],
  [
    'a bad option value',
    { destination: '/mnt', type: 'tmpfs', source: 'x', options: ['size=bad'] },
    /mnt|size/,
  ],
  ['an empty destination', { destination: '', type: 'tmpfs', source: 'x' }, /destination/],
] as const) {
  onStage(t, `a mount with ${title} fails create and is named`, (t, stage) => {
    stage.configure(mounting(mount));
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, named);
  });
}

onStage(t, 'a directory cannot be bound over a file, nor a file over a directory', (t, stage) => {
  writeFileSync(stage.path('file'), '');
  mkdirSync(stage.path('folder'));
  const bind = (destination: string, source: string) =>
    mounting({ destination, type: 'bind', source: stage.path(source), options: ['bind'] });
  stage.configure(bind('/etc/passwd', 'folder'));
  t.match(stage.create().stderr, /not a directory/i);
  stage.configure(bind('/mnt', 'file'));
  t.match(stage.create().stderr, /(not|is) a directory/i);
});

onStage(t, 'nothing of the host is mounted inside but what config.json says', (t, stage) => {
  const script = "awk '{ print $5 }' /proc/self/mountinfo";
  t.equal(stage.capture(script), '/\n/proc\n');
  const many = { mounts: [proc, { destination: '/mnt', type: 'tmpfs', source: 'x' }] };
  t.equal(stage.capture(script, many), '/\n/proc\n/mnt\n');
});

onStage(t, 'mounts inside do not reach the host', (t, stage) => {
  const capabilities = Object.fromEntries(
    ['bounding', 'effective', 'permitted'].map((set) => [set, ['CAP_SYS_ADMIN']]),
  );
  stage.configure({
    process: {
      args: ['sh', '-c', 'mount -t tmpfs inside /mnt && echo mounted; exec sleep 100'],
      capabilities,
    },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  while (stage.output() === '') if (stage.ended(5)) break;
  t.equal(stage.output(), 'mounted\n', stage.errors());
  const { stdout } = spawnSync('cat', ['/proc/self/mountinfo'], { encoding: 'utf8' });
  t.notMatch(stdout, new RegExp(`${stage.id}|${stage.directory}`));
});

t.test('root', (t) => {
  onStage(t, 'root.readonly makes the root read-only and leaves mounts as they are', (t, stage) => {
    const tmpfs = { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' };
    const script = `${tries('touch /new')}; ${tries('touch /mnt/new')}`;
    const patch = { ...(mounting(tmpfs) as JsonObject), root: { readonly: true } };
    t.match(stage.capture(script, patch), /Read-only file system\nok\n/);
    t.match(stage.capture(script, mounting(tmpfs)), /^ok\nok\n$/);
  });

  onStage(t, 'the root may be anywhere, absolute or relative, and a link to it', (t, stage) => {
    t.equal(stage.capture('echo ok', { root: { path: stage.rootfs } }), 'ok\n');
    symlinkSync('rootfs', join(stage.bundle, 'link'));
    t.equal(stage.capture('echo ok', { root: { path: 'link' } }), 'ok\n');
    t.equal(stage.capture('echo ok', { root: { path: './rootfs/../rootfs/' } }), 'ok\n');
  });

  for (const [word, expected] of [
    ['private', /^-$/],
    ['shared', /^shared:/],
    ['slave', /^(-|master:)/],
    ['unbindable', /^unbindable$/],
    ['rprivate', /^-$/],
    ['rshared', /^shared:/],
    ['rslave', /^(-|master:)/],
  ] as const) {
    onStage(t, `rootfsPropagation ${word}`, (t, stage) => {
      const script = 'awk \'$5 == "/" { print $7 }\' /proc/self/mountinfo';
      t.match(stage.capture(script, { linux: { rootfsPropagation: word } }).trim(), expected);
    });
  }
  t.end();
});
