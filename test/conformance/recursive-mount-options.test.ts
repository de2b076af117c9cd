import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { JsonObject } from '../support/json.ts';
import { onStage, type Stage } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };

/** A mount of this test's own with another one below it, both with these options. */
function nestedSource(t: Test, stage: Stage, options: string): string {
  const source = stage.path('source');
  t.teardown(() => spawnSync('umount', ['-R', source]));
  for (const path of [source, join(source, 'inner')]) {
    mkdirSync(path);
    const argv = ['-t', 'tmpfs', '-o', options, 'tmpfs', path];
    const { status, stderr } = spawnSync('mount', argv, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
  return source;
}

/** The per-mount options of /mnt and of the mount below it, in a container with this bind mount. */
function optionsOf(stage: Stage, bind: JsonObject): string[][] {
  const script = 'awk \'$5 ~ "^/mnt" { print $6 }\' /proc/self/mountinfo';
  const text = stage.capture(script, { mounts: [proc, { destination: '/mnt', ...bind }] });
  spawnSync('umount', ['-R', stage.path('source')]);
  const lines = text.trim().split('\n');
  return lines.map((line) => line.split(','));
}

// What the source is mounted with, the option, a word, and whether both mounts then have it.
for (const [title, before, option, word, expected] of [
  ['ratime SHOULD be recursive atime', 'noatime', 'ratime', 'noatime', false],
  ['rdev SHOULD be recursive dev', 'nodev', 'rdev', 'nodev', false],
  ['rdiratime SHOULD be recursive diratime', 'nodiratime', 'rdiratime', 'nodiratime', false],
  ['rexec SHOULD be recursive exec', 'noexec', 'rexec', 'noexec', false],
  ['rnoatime SHOULD be recursive noatime', 'relatime', 'rnoatime', 'noatime', true],
  ['rnodev SHOULD be recursive nodev', 'dev', 'rnodev', 'nodev', true],
  ['rnodiratime SHOULD be recursive nodiratime', 'diratime', 'rnodiratime', 'nodiratime', true],
  ['rnoexec SHOULD be recursive noexec', 'exec', 'rnoexec', 'noexec', true],
  ['rnostrictatime SHOULD undo strictatime', 'strictatime', 'rnostrictatime', 'relatime', true],
  ['rnosuid SHOULD be recursive nosuid', 'suid', 'rnosuid', 'nosuid', true],
  ['rnosymfollow SHOULD be recursive nosymfollow', 'exec', 'rnosymfollow', 'nosymfollow', true],
  ['rrelatime SHOULD be recursive relatime', 'noatime', 'rrelatime', 'relatime', true],
  ['rro SHOULD be recursive ro', 'rw', 'rro', 'ro', true],
  ['rstrictatime SHOULD be recursive strictatime', 'relatime', 'rstrictatime', 'relatime', false],
  ['rsuid SHOULD be recursive suid', 'nosuid', 'rsuid', 'nosuid', false],
] as const) {
  onStage(t, title, (t, stage) => {
    const source = nestedSource(t, stage, before);
    const both = optionsOf(stage, { source, options: ['rbind', option] });
    t.same(
      both.map((own) => own.includes(word)),
      [expected, expected],
      JSON.stringify(both),
    );
  });
}

// Options that undo what only an earlier option of the same mount can have done.
for (const [title, options, word, expected] of [
  ['rrw SHOULD be recursive rw', ['rbind', 'rro', 'rrw'], 'ro', false],
  [
    'rsymfollow SHOULD be recursive symfollow',
    ['rbind', 'rnosymfollow', 'rsymfollow'],
    'nosymfollow',
    false,
  ],
  ['rnorelatime SHOULD be accepted', ['rbind', 'rnorelatime', 'rnoatime'], 'noatime', true],
] as const) {
  onStage(t, title, (t, stage) => {
    const source = nestedSource(t, stage, 'nodev');
    const both = optionsOf(stage, { source, options });
    t.same(
      both.map((own) => own.includes(word)),
      [expected, expected],
      JSON.stringify(both),
    );
  });
}

for (const [title, options, expected] of [
  ['nosymfollow SHOULD keep links from being followed', ['symfollow', 'nosymfollow'], true],
  ['symfollow SHOULD be the opposite of nosymfollow', ['nosymfollow', 'symfollow'], false],
] as const) {
  onStage(t, title, (t, stage) => {
    const [own = []] = optionsOf(stage, { type: 'tmpfs', source: 'tmpfs', options });
    t.equal(own.includes('nosymfollow'), expected);
  });
}

onStage(t, 'unknown options SHOULD be treated as filesystem-specific ones', (t, stage) => {
  const tmpfs = { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' };
  const options = ['nr_inodes=77', 'mode=1750'];
  const script = 'grep " /mnt " /proc/self/mountinfo';
  const line = stage.capture(script, { mounts: [proc, { ...tmpfs, options }] });
  t.match(line, /nr_inodes=77/);
  t.match(line, /mode=1750/);
  stage.configure({ mounts: [proc, { ...tmpfs, options: ['bogus'] }] });
  t.match(stage.create(), { code: 1, stderr: /bogus|\/mounts\/1/ });
});

onStage(
  t,
  'The runtime SHOULD NOT modify the ownership of referenced filesystems to realize a mapping',
  (t, stage) => {
    for (const path of [stage.directory, stage.bundle]) spawnSync('chmod', ['755', path]);
    const owners = () => spawnSync('find', [stage.rootfs, '-printf', '%p %U:%G %m\n']).stdout;
    const mapping = [{ containerID: 0, hostID: 100_000, size: 1000 }];
    const types = ['user', 'pid', 'network', 'ipc', 'uts', 'mount'];
    const dev = { destination: '/dev', type: 'tmpfs', source: 'tmpfs' };
    const before = String(owners());
    stage.capture('true', {
      mounts: [proc, dev],
      linux: {
        namespaces: types.map((type) => ({ type })),
        uidMappings: mapping,
        gidMappings: mapping,
      },
    });
    t.equal(String(owners()), before);
  },
);
