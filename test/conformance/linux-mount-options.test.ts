import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { JsonObject } from '../support/json.ts';
import { onStage, type Stage } from '../support/stage.ts';

// "Runtimes MUST/SHOULD/MAY implement the following option strings for Linux": the MUST ones, each
// behind an option that says the opposite where there is one, so that doing nothing fails.

const proc = { destination: '/proc', type: 'proc', source: 'proc' };

/** One mount of a container as mountinfo shows it. */
interface Mounted {
  readonly own: string;
  readonly propagation: string;
  readonly fileSystem: string;
}

/** What mountinfo says of /mnt in a container with this mount there. */
function mountedWith(stage: Stage, mount: JsonObject): Mounted {
  const script = `grep ' /mnt ' /proc/self/mountinfo | tail -1`;
  const mounts = [proc, { destination: '/mnt', ...mount }];
  const line = stage.capture(script, { mounts }).trim();
  const [left = '', right = ''] = line.split(' - ');
  const [, , , , , own = '', ...propagation] = left.split(' ');
  return { own, propagation: propagation.join(' '), fileSystem: right.split(' ').at(-1) ?? '' };
}

const has = (list: string, option: string) => list.split(',').includes(option);

/** Options of a tmpfs, and whether a word then stands in its own or its file system's options. */
const ofNewMount: readonly (readonly [
  string,
  readonly string[],
  'own' | 'fileSystem',
  string,
  boolean,
])[] = [
  ['async MUST be implemented', ['sync', 'async'], 'fileSystem', 'sync', false],
  ['atime MUST be implemented', ['noatime', 'atime'], 'own', 'noatime', false],
  ['defaults MUST be implemented', ['defaults'], 'own', 'rw', true],
  ['dev MUST be implemented', ['nodev', 'dev'], 'own', 'nodev', false],
  ['diratime MUST be implemented', ['nodiratime', 'diratime'], 'own', 'nodiratime', false],
  ['dirsync MUST be implemented', ['dirsync'], 'fileSystem', 'dirsync', true],
  ['exec MUST be implemented', ['noexec', 'exec'], 'own', 'noexec', false],
  ['lazytime MUST be implemented', ['lazytime'], 'fileSystem', 'lazytime', true],
  ['noatime MUST be implemented', ['atime', 'noatime'], 'own', 'noatime', true],
  ['nodev MUST be implemented', ['dev', 'nodev'], 'own', 'nodev', true],
  ['nodiratime MUST be implemented', ['diratime', 'nodiratime'], 'own', 'nodiratime', true],
  ['noexec MUST be implemented', ['exec', 'noexec'], 'own', 'noexec', true],
  ['nolazytime MUST be implemented', ['lazytime', 'nolazytime'], 'fileSystem', 'lazytime', false],
  // The kernel keeps no access times but by one of these rules, and without any by relatime.
  ['norelatime MUST be implemented', ['norelatime', 'noatime'], 'own', 'noatime', true],
  ['nostrictatime MUST be implemented', ['strictatime', 'nostrictatime'], 'own', 'relatime', true],
  ['nosuid MUST be implemented', ['suid', 'nosuid'], 'own', 'nosuid', true],
  ['relatime MUST be implemented', ['noatime', 'relatime'], 'own', 'relatime', true],
  ['ro MUST be implemented', ['rw', 'ro'], 'own', 'ro', true],
  ['rw MUST be implemented', ['ro', 'rw'], 'own', 'rw', true],
  ['strictatime MUST be implemented', ['relatime', 'strictatime'], 'own', 'relatime', false],
  ['suid MUST be implemented', ['nosuid', 'suid'], 'own', 'nosuid', false],
  ['sync MUST be implemented', ['async', 'sync'], 'fileSystem', 'sync', true],
];

for (const [title, options, where, word, expected] of ofNewMount) {
  onStage(t, title, (t, stage) => {
    const mounted = mountedWith(stage, { type: 'tmpfs', source: 'tmpfs', options });
    t.equal(has(mounted[where], word), expected, `${word} in ${mounted[where]}`);
  });
}

// Nothing shows these flags. A file system that got one as its own option would refuse it, as
// tmpfs refuses what it does not know.
for (const [title, option] of [
  ['iversion MUST be implemented', 'iversion'],
  ['noiversion MUST be implemented', 'noiversion'],
  ['silent MUST be implemented', 'silent'],
  ['loud MUST be implemented', 'loud'],
] as const) {
  onStage(t, title, (t, stage) => {
    const tmpfs = { type: 'tmpfs', source: 'tmpfs', options: [option, 'size=64k'] };
    const { fileSystem } = mountedWith(stage, tmpfs);
    t.ok(has(fileSystem, 'size=64k'), fileSystem);
    stage.configure({ mounts: [proc, { destination: '/mnt', ...tmpfs, options: [`x${option}`] }] });
    t.equal(stage.create().code, 1, 'a word that is no option is refused');
  });
}

/** A shared mount of this test's own, with another one below it. */
function sharedSource(t: Test, stage: Stage): string {
  const source = stage.path('source');
  const inner = join(source, 'inner');
  const run = (...argv: readonly string[]) => {
    const [program = '', ...rest] = argv;
    const { status, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  };
  mkdirSync(source);
  t.teardown(() => spawnSync('umount', ['-R', source]));
  run('mount', '-t', 'tmpfs', 'outer', source);
  run('mount', '--make-shared', source);
  mkdirSync(inner);
  run('mount', '-t', 'tmpfs', 'inner', inner);
  writeFileSync(join(inner, 'file'), 'inner');
  return source;
}

function release(stage: Stage): void {
  spawnSync('umount', ['-R', stage.path('source')]);
}

for (const [title, option, seen] of [
  ['bind MUST be implemented', 'bind', ''],
  ['rbind MUST be implemented', 'rbind', 'inner'],
] as const) {
  onStage(t, title, (t, stage) => {
    const source = sharedSource(t, stage);
    writeFileSync(join(source, 'beside'), 'outer');
    const bind = { destination: '/mnt', source, options: [option] };
    const script = 'cat /mnt/beside; cat /mnt/inner/file 2>/dev/null';
    t.equal(stage.capture(script, { mounts: [proc, bind] }), `outer${seen}`);
    release(stage);
  });
}

const slaveOnly = /^master:\d+$/;
const sharedOnly = /^shared:\d+( master:\d+)?$/;

for (const [title, option, top, below] of [
  ['private MUST be implemented', 'private', /^$/, undefined],
  ['rprivate MUST be implemented', 'rprivate', /^$/, /^$/],
  ['shared MUST be implemented', 'shared', sharedOnly, undefined],
  ['rshared MUST be implemented', 'rshared', sharedOnly, sharedOnly],
  ['slave MUST be implemented', 'slave', slaveOnly, undefined],
  ['rslave MUST be implemented', 'rslave', slaveOnly, slaveOnly],
  ['unbindable MUST be implemented', 'unbindable', /^unbindable$/, undefined],
  ['runbindable MUST be implemented', 'runbindable', /^unbindable$/, /^unbindable$/],
] as const) {
  onStage(t, title, (t, stage) => {
    const source = sharedSource(t, stage);
    const bind = { destination: '/mnt', type: 'bind', source, options: ['rbind', option] };
    const lines = stage.capture('grep " /mnt" /proc/self/mountinfo', { mounts: [proc, bind] });
    const propagation = (point: string) => {
      const line = lines.split('\n').find((line) => line.split(' ')[4] === point) ?? '';
      return line.split(' - ')[0]?.split(' ').slice(6).join(' ');
    };
    t.match(propagation('/mnt'), top);
    if (below === undefined) t.not(propagation('/mnt/inner'), undefined);
    else t.match(propagation('/mnt/inner'), below);
    release(stage);
  });
}

onStage(t, 'remount MUST be implemented', (t, stage) => {
  const tmpfs = { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' };
  const remount = { destination: '/mnt', options: ['remount', 'ro'] };
  const tries = '(touch /mnt/new) 2>&1 && echo ok';
  t.equal(stage.capture(tries, { mounts: [proc, tmpfs] }), 'ok\n');
  t.match(stage.capture(tries, { mounts: [proc, tmpfs, remount] }), /Read-only file system/);
});

const mapping = [{ containerID: 0, hostID: 1000, size: 10 }];

for (const [title, option, inner] of [
  ['idmap: the mount MUST have an idmapping applied', 'idmap', '0'],
  ['ridmap: the mapping is applied recursively', 'ridmap', '1000'],
] as const) {
  onStage(t, title, (t, stage) => {
    const source = sharedSource(t, stage);
    writeFileSync(join(source, 'beside'), '');
    const bind = { destination: '/mnt', type: 'bind', source, options: ['rbind', option] };
    const mapped = { ...bind, uidMappings: mapping, gidMappings: mapping };
    const script = 'stat -c %u /mnt/beside /mnt/inner/file';
    t.equal(stage.capture(script, { mounts: [proc, mapped] }), `1000\n${inner}\n`);
    release(stage);
  });
}
