import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { assertUnharmed, makeCanary } from '../support/canary.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { type ReferenceName, vulnerableRuntime } from '../support/requires.ts';
import { onStage, type Stage } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };

function mounting(...mounts: readonly JsonObject[]): Json {
  return { mounts: [proc, ...mounts] };
}

/** Creates, starts and deletes, whatever comes of it. */
function tryToRun(stage: Stage): string {
  const { code, stderr } = stage.create();
  if (code === 0) {
    stage.start();
    stage.ended(3000);
  }
  stage.delete('--force');
  return stderr;
}

function replaceByLink(stage: Stage, name: string, target: string): void {
  rmSync(join(stage.rootfs, name), { recursive: true, force: true });
  symlinkSync(target, join(stage.rootfs, name));
}

/** Shows that an attack works on a runtime that is known to have the hole. */
function positiveControl(
  t: Test,
  name: ReferenceName,
  title: string,
  play: (stage: Stage) => boolean,
): void {
  onStage(
    t,
    `control: ${title} works on ${name}`,
    (t, stage) => {
      t.ok(play(stage), 'the attack does harm there');
    },
    { runtime: vulnerableRuntime(name), leaksExpected: true },
  );
}

t.test('CVE-2026-41579, CVE-2026-47766: /dev of the image is a link to the host', (t) => {
  for (const name of ['runc', 'crun'] as const) {
    positiveControl(t, name, 'a link at /dev', (stage) => {
      const canary = makeCanary(stage.directory);
      replaceByLink(stage, 'dev', canary.directory);
      const before = canary.look().join();
      tryToRun(stage);
      return canary.look().join() !== before;
    });
  }
  for (const [place, relative] of [
    ['dev', false],
    ['dev', true],
    ['dev/pts', false],
    ['dev/pts', true],
    ['dev/shm', false],
    ['dev/mqueue', false],
    ['run', false],
    ['etc/mtab', false],
    ['sys', false],
    ['dev/fd', false],
  ] as const) {
    const title = `${relative ? 'a relative' : 'an absolute'} link at /${place}`;
    onStage(t, `${title} is not followed out of the root`, (t, stage) => {
      const canary = makeCanary(stage.directory);
      writeFileSync(join(canary.directory, 'ptmx'), 'marker');
      const target = relative ? `../../../../../../../..${canary.directory}` : canary.directory;
      replaceByLink(stage, place, target);
      for (const mounts of [
        mounting(),
        mounting({
          destination: '/dev/pts',
          type: 'devpts',
          source: 'devpts',
          options: ['newinstance'],
        }),
        mounting({ destination: '/dev/shm', type: 'tmpfs', source: 'shm' }),
        mounting({ destination: `/${place}`, type: 'tmpfs', source: 'tmpfs' }),
        mounting({ destination: `/${place}/new/place`, type: 'tmpfs', source: 'tmpfs' }),
      ]) {
        stage.configure(mounts);
        assertUnharmed(t, canary, () => tryToRun(stage));
      }
    });
  }
  t.end();
});

t.test('CVE-2026-88264: links and files at the devices of the image', (t) => {
  for (const [name, target] of [
    ['console', 'missing'],
    ['null', 'secret'],
    ['zero', 'missing'],
    ['tty', 'secret'],
    ['ptmx', 'secret'],
    ['stdin', 'secret'],
    ['core', 'missing'],
  ] as const) {
    onStage(t, `a link at /dev/${name} is not followed out of the root`, (t, stage) => {
      const canary = makeCanary(stage.directory);
      symlinkSync(join(canary.directory, target), join(stage.rootfs, 'dev', name));
      const relative = `../../..${join(canary.directory, target).slice(stage.directory.length)}`;
      for (const link of [join(canary.directory, target), relative]) {
        replaceByLink(stage, `dev/${name}`, link);
        stage.configure({ process: { user: { uid: 1000, gid: 1000 } } });
        assertUnharmed(t, canary, () => tryToRun(stage));
      }
    });
  }

  onStage(t, 'a regular file at /dev/null does not become the standard input', (t, stage) => {
    writeFileSync(join(stage.rootfs, 'dev/null'), 'planted');
    stage.configure({ process: { args: ['cat'], user: { uid: 1000, gid: 1000 } } });
    stage.create({ stdin: '/dev/null' });
    stage.start();
    stage.ended(3000);
    t.equal(stage.output(), '');
    t.equal(readFileSync(join(stage.rootfs, 'dev/null'), 'utf8').replace('planted', ''), '');
  });
  t.end();
});

t.test('CVE-2019-19921, CVE-2025-54867: /proc and /sys of the image are links', (t) => {
  for (const [place, type, target] of [
    ['proc', 'proc', '/elsewhere'],
    ['proc', 'proc', 'elsewhere'],
    ['sys', 'sysfs', '/tmp/x'],
    ['proc', 'proc', '/no/such'],
  ] as const) {
    onStage(t, `/${place} as a link to ${target} is refused`, (t, stage) => {
      mkdirSync(join(stage.rootfs, 'elsewhere'));
      mkdirSync(join(stage.rootfs, 'tmp/x'));
      replaceByLink(stage, place, target);
      const mounts = [
        ...(place === 'proc' ? [] : [proc]),
        { destination: `/${place}`, type, source: type },
      ];
      stage.configure({ mounts });
      const { code, stderr } = stage.create();
      t.equal(code, 1);
      t.match(stderr, new RegExp(`/${place}|directory`));
    });
  }
  t.end();
});

t.test('CVE-2019-16884, CVE-2023-27561: mounts over /proc', (t) => {
  const covers: readonly JsonObject[] = [
    { destination: '/proc', type: 'tmpfs', source: 'tmpfs' },
    { destination: '/proc/sys', type: 'tmpfs', source: 'tmpfs' },
    { destination: '/proc/self', type: 'tmpfs', source: 'tmpfs' },
    { destination: '/proc/self/attr', type: 'tmpfs', source: 'tmpfs' },
    { destination: '/proc', type: 'bind', source: '/tmp', options: ['bind'] },
    { destination: '/proc/sys/kernel', type: 'bind', source: '/tmp', options: ['rbind'] },
    { destination: '/mnt/../proc/sys', type: 'tmpfs', source: 'tmpfs' },
    { destination: '/link/sys', type: 'tmpfs', source: 'tmpfs' },
  ];
  for (const name of ['runc', 'crun'] as const) {
    positiveControl(t, name, 'a tmpfs over /proc/sys', (stage) => {
      stage.configure(mounting({ destination: '/proc/sys', type: 'tmpfs', source: 'tmpfs' }));
      return stage.create().code === 0;
    });
  }
  for (const cover of covers) {
    onStage(t, `a ${cover['type']} over ${cover['destination']} is refused`, (t, stage) => {
      symlinkSync('proc', join(stage.rootfs, 'link'));
      stage.configure(mounting(cover));
      const { code, stderr } = stage.create();
      t.equal(code, 1, 'create fails');
      t.match(stderr, /proc/);
    });
  }

  onStage(t, 'the files that lxcfs provides may be bound over those of /proc', (t, stage) => {
    const source = stage.path('meminfo');
    writeFileSync(source, 'from lxcfs\n');
    const names = ['meminfo', 'cpuinfo', 'stat', 'uptime', 'loadavg', 'diskstats', 'swaps'];
    const binds = names.map((name) => ({
      destination: `/proc/${name}`,
      type: 'bind',
      source,
      options: ['bind', 'ro'],
    }));
    const script = `cat ${names.map((name) => `/proc/${name}`).join(' ')}`;
    t.equal(stage.capture(script, mounting(...binds)), 'from lxcfs\n'.repeat(names.length));
  });
  t.end();
});

t.test('CVE-2021-30465, CVE-2024-45310: links in a volume lead mounts out of the root', (t) => {
  for (const [title, mount] of [
    ['a tmpfs', { destination: '/vol/link/new', type: 'tmpfs', source: 'tmpfs' }],
    [
      'a bound directory',
      { destination: '/vol/link/new', type: 'bind', source: '/tmp', options: ['bind'] },
    ],
    [
      'a bound file',
      { destination: '/vol/link/file', type: 'bind', source: '/etc/hostname', options: ['bind'] },
    ],
    ['the link itself', { destination: '/vol/link', type: 'tmpfs', source: 'tmpfs' }],
    [
      'a file over a link to a file',
      { destination: '/vol/file', type: 'bind', source: '/etc/hostname', options: ['bind'] },
    ],
  ] as const) {
    onStage(t, `${title} stays in the root`, (t, stage) => {
      const canary = makeCanary(stage.directory);
      const source = stage.path('volume');
      mkdirSync(source);
      const volume = { destination: '/vol', type: 'bind', source, options: ['rbind'] };
      for (const up of ['', '../../../../../../../../..']) {
        for (const name of ['link', 'file']) rmSync(join(source, name), { force: true });
        symlinkSync(`${up}${canary.directory}`, join(source, 'link'));
        symlinkSync(`${up}${canary.file}`, join(source, 'file'));
        stage.configure(mounting(volume, mount));
        assertUnharmed(t, canary, () => tryToRun(stage));
      }
    });
  }

  for (const [what, config] of [
    ['process.cwd', { process: { cwd: '/link/made' } }],
    ['a device', { linux: { devices: [{ path: '/link/null', type: 'c', major: 1, minor: 3 }] } }],
    ['a masked path', { linux: { maskedPaths: ['/link/secret', '/link'] } }],
    ['a read-only path', { linux: { readonlyPaths: ['/link/secret', '/link'] } }],
  ] as const) {
    onStage(t, `${what} stays in the root`, (t, stage) => {
      const canary = makeCanary(stage.directory);
      for (const up of ['', '../../../../../../../../..']) {
        replaceByLink(stage, 'link', `${up}${canary.directory}`);
        stage.configure(config);
        assertUnharmed(t, canary, () => tryToRun(stage));
      }
    });
  }

  for (const target of ['/proc/self/root', '/proc/1/root', '/proc/self/cwd']) {
    onStage(t, `a magic link to ${target} is not followed out of the root`, (t, stage) => {
      const canary = makeCanary(stage.directory);
      replaceByLink(stage, 'link', `${target}${canary.directory}`);
      const mounts = ['/link/x', `${target}${canary.directory}/x`].map((destination) => ({
        destination,
        type: 'tmpfs',
        source: 'tmpfs',
      }));
      for (const mount of mounts) {
        stage.configure(mounting(mount));
        assertUnharmed(t, canary, () => tryToRun(stage));
      }
    });
  }

  onStage(t, 'links in a circle, and forty of them, fail and do not hang', (t, stage) => {
    replaceByLink(stage, 'a', 'b');
    replaceByLink(stage, 'b', 'a');
    stage.configure(mounting({ destination: '/a/x', type: 'tmpfs', source: 'tmpfs' }));
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /symbolic links|ELOOP/i);
    for (let i = 0; i < 45; i += 1) replaceByLink(stage, `l${i}`, `l${i + 1}`);
    stage.configure(mounting({ destination: '/l0/x', type: 'tmpfs', source: 'tmpfs' }));
    t.equal(stage.create().code, 1);
  });
  t.end();
});

t.test('CVE-2024-21626: the working directory is a descriptor of the host', (t) => {
  const leaking = (stage: Stage, number: number): string => {
    const canary = makeCanary(stage.directory);
    stage.configure({ process: { cwd: `/proc/self/fd/${number}`, args: ['cat', 'secret'] } });
    const open = ['sh', '-c', 'exec 9<"$0"; exec "$@"', canary.directory];
    const { code } = stage.create({ wrapper: open });
    if (code === 0) {
      stage.start();
      stage.ended(3000);
    }
    stage.delete('--force');
    return stage.output().includes(canary.secret) ? 'escaped' : 'held';
  };
  positiveControl(
    t,
    'crun',
    'a descriptor as working directory',
    (stage) => leaking(stage, 9) === 'escaped',
  );

  onStage(t, 'no descriptor leads to the host', (t, stage) => {
    for (let number = 3; number <= 40; number += 1)
      t.equal(leaking(stage, number), 'held', `fd ${number}`);
  });

  onStage(t, 'nor through a link in the image', (t, stage) => {
    const canary = makeCanary(stage.directory);
    for (let number = 3; number <= 20; number += 1) {
      replaceByLink(stage, 'workdir', `/proc/self/fd/${number}`);
      stage.configure({ process: { cwd: '/workdir', args: ['cat', 'secret'] } });
      const wrapper = ['sh', '-c', 'exec 9<"$0"; exec "$@"', canary.directory];
      if (stage.create({ wrapper }).code === 0) stage.start();
      stage.ended(1000);
      stage.delete('--force');
    }
    t.notOk(stage.output().includes(canary.secret));
  });
  t.end();
});

t.test('CVE-2025-31133: /dev/null of the image is something else', (t) => {
  /** Masks a path with what is planted as /dev/null; the file of /proc is one of the container's own. */
  const masked = (stage: Stage, make: (path: string) => void): string => {
    const source = stage.path('dev');
    mkdirSync(source);
    make(join(source, 'null'));
    const bind = { destination: '/dev', type: 'bind', source, options: ['rbind'] };
    stage.configure({
      ...(mounting(bind) as JsonObject),
      process: { args: ['sh', '-c', 'cat /proc/version | wc -c'] },
      linux: { maskedPaths: ['/proc/version'] },
    });
    if (stage.create().code !== 0) return 'refused';
    stage.start();
    stage.ended(3000);
    return stage.output() === '0\n' ? 'masked' : 'open';
  };
  const link = (path: string) => symlinkSync('/proc/sys/kernel/hostname', path);
  positiveControl(t, 'runc', 'a link at /dev/null', (stage) => masked(stage, link) === 'open');
  const plant: readonly (readonly [string, (path: string) => void])[] = [
    ['a link to a file of /proc', link],
    ['a regular file', (path) => writeFileSync(path, 'planted')],
    ['a dangling link', (path) => symlinkSync('/no/such', path)],
    ['a directory', (path) => mkdirSync(path)],
  ];
  for (const [what, make] of plant) {
    onStage(t, `masking is not fooled by ${what} at /dev/null`, (t, stage) => {
      t.match(masked(stage, make), /^(masked|refused)$/);
    });
  }
  t.end();
});

t.test('masked and read-only paths that are links of the image', (t) => {
  onStage(t, 'are resolved in the root', (t, stage) => {
    writeFileSync(join(stage.rootfs, 'etc/shadow'), 'inside');
    replaceByLink(stage, 'secret', '/etc/shadow');
    const text = stage.capture('cat /secret /etc/shadow | wc -c', {
      linux: { maskedPaths: ['/secret'] },
    });
    t.equal(text, '0\n');
  });

  for (const field of ['maskedPaths', 'readonlyPaths']) {
    onStage(t, `a relative path in ${field} is refused`, (t, stage) => {
      stage.configure({ linux: { [field]: ['etc/passwd'] } });
      const { code, stderr } = stage.create();
      t.equal(code, 1);
      t.match(stderr, new RegExp(field));
    });
  }
  t.end();
});

t.test('a root file system that is moved while create runs is that of the start', (t) => {
  onStage(t, 'the bundle replaced between create and start', (t, stage) => {
    stage.configure({ process: { args: ['cat', '/etc/passwd'] } });
    t.equal(stage.create().code, 0);
    renameSync(stage.rootfs, `${stage.rootfs}-moved`);
    mkdirSync(join(stage.rootfs, 'etc'), { recursive: true });
    writeFileSync(join(stage.rootfs, 'etc/passwd'), 'planted');
    stage.start();
    t.ok(stage.ended());
    t.notMatch(stage.output(), /planted/);
  });
  t.end();
});
