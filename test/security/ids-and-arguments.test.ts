import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import t from 'tap';
import { assertUnharmed, makeCanary } from '../support/canary.ts';
import { vulnerableRuntime } from '../support/requires.ts';
import type { Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const bad = [
  '',
  '.',
  '..',
  '.x',
  '-x',
  'a/b',
  '../x',
  '/',
  '/etc',
  'a b',
  'a\nb',
  'é',
  'a:b',
  'a@b',
  '$x',
  '~',
  '*',
  'x'.repeat(256),
  'x'.repeat(1025),
  '..\n',
  'a\\b',
];
const verbs = [['create'], ['start'], ['state'], ['kill'], ['delete'], ['delete', '--force']];

onStage(t, 'an id that is no plain name is refused by every verb', (t, stage) => {
  const canary = makeCanary(stage.directory);
  mkdirSync(stage.root, { mode: 0o700 });
  assertUnharmed(t, canary, () => {
    for (const id of bad) {
      for (const verb of verbs) {
        const bundle = verb[0] === 'create' ? ['--bundle', stage.bundle] : [];
        const { code, stderr } = stage.run([...verb, ...bundle, id]);
        const what = `${verb.join(' ')} ${JSON.stringify(id.slice(0, 12))}`;
        t.not(code, 0, what);
        t.not(code, null, `${what} does not hang`);
        t.not(stderr, '', `${what} says why`);
      }
    }
  });
  t.same(readdirSync(stage.root), [], 'nothing was made');
  t.ok(existsSync(stage.bundle), 'nothing was deleted');
});

onStage(t, 'ids of letters, digits and _ + . - are accepted', (t, stage) => {
  for (const id of ['a', 'A.b', '0_1', 'x+y-z', '_x', 'a..b', 'x'.repeat(120)]) {
    const argv = [stage.runtime, '--root', stage.root, 'create', '--bundle', stage.bundle];
    succeed(`create ${id}`, stage.callDetached([...argv, '--pid-file', stage.pidFile, id]));
    succeed(`delete ${id}`, stage.run(['delete', id]));
  }
  t.pass('all');
});

onStage(
  t,
  'control: crun deletes the folder above its root for the id ..',
  (t, stage) => {
    const root = stage.path('scratch/inner/root');
    mkdirSync(root, { recursive: true });
    writeFileSync(stage.path('scratch/inner/innocent'), '');
    stage.run(['delete', '--force', '..'], { globals: ['--root', root] });
    t.notOk(existsSync(stage.path('scratch/inner/innocent')), 'a file beside its root is gone');
  },
  { runtime: vulnerableRuntime('crun'), leaksExpected: true },
);

onStage(t, 'a --root that is no place for containers is refused', (t, stage) => {
  writeFileSync(stage.path('file'), '');
  for (const root of ['', '/', stage.path('file')]) {
    const argv = [stage.runtime, '--root', root, 'create', '--bundle', stage.bundle, stage.id];
    const { code, stderr } = stage.callDetached(argv);
    t.equal(code, 1, JSON.stringify(root));
    t.match(stderr, /root|directory/i);
    if (code === 0) stage.run(['delete', '--force', stage.id], { globals: ['--root', root] });
  }
  t.notOk(existsSync(`/${stage.id}`));
});

/** Calls create, then every verb that would read a record there. */
function everyVerb(stage: Stage, root: string): readonly Outcome[] {
  const create = ['create', '--bundle', stage.bundle, stage.id];
  const verbs = [['state'], ['start'], ['kill'], ['delete'], ['delete', '--force']];
  return [create, ...verbs.map((verb) => [...verb, stage.id])].map((verb) =>
    stage.callDetached([stage.runtime, '--root', root, ...verb]),
  );
}

onStage(t, 'a --root that others can write is refused by every verb', (t, stage) => {
  const root = stage.path('shared');
  for (const [uid, mode, why] of [
    [12345, 0o700, /belongs to user 12345/],
    [0, 0o777, /can be written by everybody/],
    [0, 0o1777, /can be written by everybody/],
  ] as const) {
    mkdirSync(root);
    chownSync(root, uid, 0);
    chmodSync(root, mode);
    for (const { code, stderr } of everyVerb(stage, root)) {
      t.equal(code, 1);
      t.match(stderr, why);
      t.match(stderr, /--root/, 'the message has a cure');
    }
    t.same(readdirSync(root), []);
    rmdirSync(root);
  }
});

onStage(t, 'a --root that is a link is the directory that it leads to', (t, stage) => {
  mkdirSync(stage.root, { mode: 0o700 });
  symlinkSync('root', stage.path('link'));
  const globals = ['--root', stage.path('link')];
  succeed('create', stage.create({ globals }));
  t.same(readdirSync(stage.root), [stage.id]);
  t.equal(stage.status(), 'created', 'both names mean the same container');
});

onStage(t, 'a --root on a read-only file system fails create, which says so', (t, stage) => {
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
  const wrapper = ['unshare', '-m', 'sh', '-c', script, stage.path('read-only')];
  mkdirSync(stage.path('read-only'));
  const root = stage.path('read-only/root');
  const { code, stderr } = stage.create({ globals: ['--root', root], wrapper });
  t.equal(code, 1);
  t.match(stderr, /read-only\/root.*Read-only file system/);
});

onStage(t, 'unknown verbs, unknown flags and missing words give usage, not a trace', (t, stage) => {
  for (const words of [
    ['no-such-verb'],
    ['--no-such-flag', 'state', 'x'],
    [],
    ['state'],
    ['state', 'a', 'b'],
    ['--root'],
    ['kill'],
    ['state', '--no-such', 'x'],
    ['--log-format', 'xml', 'state', 'x'],
    ['delete', '--force=maybe', 'x'],
  ]) {
    const { code, stdout, stderr } = stage.run(words);
    if (words.length > 0) t.not(code, 0, words.join(' '));
    t.not(stdout + stderr, '', words.join(' '));
    t.notMatch(stderr, /^\s+at |\.ts:\d|bunfs/m, 'no stack trace');
  }
});

onStage(t, '--help succeeds everywhere', (t, stage) => {
  for (const words of [
    ['--help'],
    ['-h'],
    ['create', '--help'],
    ['state', '-h'],
    ['kill', '-help'],
  ]) {
    const { code, stdout } = stage.run(words);
    t.equal(code, 0, words.join(' '));
    t.match(stdout, /usage/i);
  }
});

onStage(t, 'a pid file never follows a link', (t, stage) => {
  const canary = makeCanary(stage.directory);
  symlinkSync(canary.file, stage.path('link'));
  assertUnharmed(t, canary, () => {
    stage.create({ flags: ['--pid-file', stage.path('link')] });
  });
});

onStage(t, 'a pid file at a place that takes none fails create, and nothing stays', (t, stage) => {
  mkdirSync(stage.path('folder'));
  const before = statSync('/dev/full');
  for (const path of [stage.path('folder'), stage.path('missing/pid'), '/proc/pid', '']) {
    const { code, stderr } = stage.create({ flags: ['--pid-file', path] });
    t.equal(code, path === '' ? code : 1, path);
    t.equal(stderr === '', code === 0);
    stage.delete('--force');
  }
  t.equal(statSync('/dev/full').ino, before.ino);
});

onStage(t, 'a log at a place that takes none fails the call and does not hang', (t, stage) => {
  spawnSync('mkfifo', [stage.path('fifo')]);
  mkdirSync(stage.path('folder'));
  for (const path of [stage.path('folder'), stage.path('fifo')]) {
    const { code } = stage.run(['state', stage.id], { globals: ['--log', path], timeout: 5000 });
    t.equal(code, 1, path);
  }
  const full = stage.run(['state', stage.id], { globals: ['--log', '/dev/full'] });
  t.equal(full.code, 1);
  t.match(full.stderr, /does not exist/, 'the message is told all the same');
});

for (const count of ['-1', 'x', '1000000', '1e3', '1.5', '']) {
  onStage(t, `--preserve-fds ${JSON.stringify(count)} is refused`, (t, stage) => {
    const { code, stderr } = stage.create({ flags: ['--preserve-fds', count] });
    t.not(code, 0);
    t.match(stderr, /preserve|descriptor/i);
  });
}

onStage(t, 'an odd environment is no trouble', (t, stage) => {
  for (const env of [
    { PATH: '' },
    { HOME: '' },
    { XDG_RUNTIME_DIR: '' },
    { XDG_RUNTIME_DIR: 'relative' },
    { LISTEN_FDS: 'garbage', LISTEN_PID: 'x' },
    { TMPDIR: '/no/such' },
    { LD_PRELOAD: '/no/such.so' },
    { NODE_OPTIONS: '--require /no/such' },
    { _OCI_SYNCPIPE: '3', GOMAXPROCS: '1' },
  ]) {
    const outcome = stage.create({ env, wrapper: [] });
    t.equal(outcome.code, 0, `${JSON.stringify(env)} ${outcome.stderr}`);
    const deleted = stage.run(['delete', '--force', stage.id], { env });
    t.equal(deleted.code, 0, deleted.stderr);
  }
});

onStage(t, 'closed standard streams are no trouble', (t, stage) => {
  for (const closed of ['<&-', '>&-', '2>&-', '<&- >&- 2>&-']) {
    const argv = ['sh', '-c', `exec "$@" ${closed}`, 'sh', stage.runtime, '--root', stage.root];
    const outcome = stage.callDetached([...argv, 'create', '--bundle', stage.bundle, stage.id]);
    t.equal(outcome.code, 0, `${closed} ${outcome.stderr}`);
    const deleted = stage.callDetached([...argv, 'delete', '--force', stage.id]);
    t.equal(deleted.code, 0, `${closed} ${deleted.stderr}`);
  }
});
