import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { hierarchyRoot, isUnified, membership, removeCgroups } from '../support/cgroups.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { hasEnded, readOr } from '../support/processes.ts';
import { requireRoot } from '../support/requires.ts';
import { eventually } from '../support/wait.ts';

const PID = 0;
const SIGKILL = 9;
const SIGTERM = 15;

/** A path for a cgroup in the hierarchy of a controller ('' is version 2), emptied at the end. */
function withCgroup(t: Test, controller: string, use: (path: string) => void): void {
  requireRoot();
  const own = [...membership('self')].find(([controllers]) =>
    isUnified() ? controllers === '' : controllers.split(',').includes(controller),
  );
  if (own === undefined) throw new Error(`there is no cgroup hierarchy "${controller}"`);
  const path = join(hierarchyRoot(own[0]), own[1], `pelagos-native-${process.pid}`);
  try {
    use(path);
  } finally {
    for (const folder of [path, join(path, 'a'), join(path, 'a/b')]) killAll(folder);
    const isRemoved = (): boolean => {
      removeCgroups(path);
      return !existsSync(path);
    };
    t.ok(eventually(isRemoved), 'nothing is left of the cgroup');
  }
}

/** Nothing where there are no such hierarchies. */
function withVersion1Cgroup(t: Test, controller: string, use: (path: string) => void): void {
  if (isUnified()) t.pass('there is no version 1 here');
  else withCgroup(t, controller, use);
}

function killAll(folder: string): void {
  for (const pid of readOr(join(folder, 'cgroup.procs')).trim().split('\n')) {
    if (pid !== '') process.kill(Number(pid), 'SIGKILL');
  }
}

/** A process in the cgroup, which its parent reaps. */
function sleeper(path: string, script = 'exec sleep 30'): number {
  const child = spawn('/bin/sh', ['-c', `read line; ${script}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  writeFileSync(join(path, 'cgroup.procs'), `${child.pid}`);
  child.stdin.end('\n');
  return child.pid ?? 0;
}

const create = (
  path: string,
  more: { cpuset?: boolean; found?: boolean; out?: number } = {},
): Op => ({
  op: 'cgroupCreate',
  ...words('make'),
  path,
  cpuset: false,
  found: false,
  out: NONE,
  ...more,
});
const kill = (path: string, more: { signal?: number; freezer?: string } = {}): Op => ({
  op: 'cgroupKill',
  ...words('kill'),
  path,
  freezer: '',
  signal: SIGKILL,
  timeout: 3000,
  ...more,
});
const remove = (path: string, timeout = 0): Op => ({
  op: 'cgroupRemove',
  ...words('remove'),
  path,
  timeout,
});
const said = (...steps: readonly Op[]): string => executePlan(steps).stderr;

t.test('cgroupCreate', (t) => {
  t.test('makes the cgroup and its parents, and takes an empty one', (t) => {
    withCgroup(t, 'pids', (path) => {
      t.equal(said(create(join(path, 'a/b'))), '');
      t.ok(existsSync(join(path, 'a/b/cgroup.procs')));
      t.equal(said(create(join(path, 'a/b'), { found: true })), '');
    });
    t.end();
  });

  t.test('neither takes one that is there as new, nor makes one that was found before', (t) => {
    withCgroup(t, 'pids', (path) => {
      t.match(said(create(path, { found: true })), /^cannot make: No such file/);
      mkdirSync(path);
      t.match(said(create(path)), /^cannot make: File exists/);
    });
    t.end();
  });

  t.test('refuses one that holds a process', (t) => {
    withCgroup(t, 'pids', (path) => {
      mkdirSync(path);
      sleeper(path);
      t.match(
        said(create(path, { found: true })),
        /^cannot make: .* busy: the container's cgroup is not empty: it holds 1 processes\n$/,
      );
    });
    t.end();
  });

  t.test('refuses one that is frozen, in which no process would run', (t) => {
    withVersion1Cgroup(t, 'freezer', (path) => {
      mkdirSync(path);
      writeFileSync(join(path, 'freezer.state'), 'FROZEN');
      t.match(
        said(create(path, { found: true })),
        /^cannot make: .* busy: .*container's cgroup unexpectedly frozen\n$/,
      );
      writeFileSync(join(path, 'freezer.state'), 'THAWED');
      t.equal(said(create(path, { found: true })), '');
    });
    t.end();
  });

  t.test('makes nothing where no hierarchy is mounted', (t) => {
    const path = join(t.testdir(), 'none/cgroup');
    t.match(said(create(path)), /^cannot make: No such device: no cgroup hierarchy is mounted/);
    t.notOk(existsSync(join(path, '..')));
    t.end();
  });

  t.test('copies the cpuset of the parent into what is empty', (t) => {
    withVersion1Cgroup(t, 'cpuset', (path) => {
      t.equal(said(create(join(path, 'a/b'), { cpuset: true })), '');
      for (const name of ['cpuset.cpus', 'cpuset.mems']) {
        t.not(readFileSync(join(path, 'a/b', name), 'utf8').trim(), '');
      }
    });
    t.end();
  });

  t.test('fills the empty cpuset of parents that somebody else has made', (t) => {
    withVersion1Cgroup(t, 'cpuset', (path) => {
      mkdirSync(join(path, 'a'), { recursive: true });
      t.equal(said(create(join(path, 'a/b'), { cpuset: true })), '');
      for (const name of ['cpuset.cpus', 'cpuset.mems']) {
        t.not(readFileSync(join(path, 'a/b', name), 'utf8').trim(), '');
      }
    });
    t.end();
  });
  t.end();
});

t.test('cgroupExpect', (t) => {
  const expect = (...lines: string[]): Op => ({
    op: 'cgroupExpect',
    ...words('find the process'),
    pid: PID,
    lines,
  });
  const clone: Op = {
    op: 'clone',
    ...words(),
    flags: 0,
    cgroup: NONE,
    memory: '',
    out: PID,
    // The kernel tells "/" for a process that has ended.
    init: [{ op: 'awaitGo', ...words(), point: 1 }],
  };
  const own = readFileSync('/proc/self/cgroup', 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.slice(line.indexOf(':') + 1));

  t.test('is content with the cgroups that the process is in', (t) => {
    t.equal(said(clone, expect(...own)), '');
    t.end();
  });

  t.test('names the one that it is not in, and those that it is in', (t) => {
    const [first = ''] = own;
    for (const line of [`${first}x`, first.slice(0, -1), 'nosuch:/', '']) {
      const text = said(clone, expect(...own, line));
      t.ok(
        text.startsWith(`cannot find the process: it is not in "${line}": something has moved it`),
      );
      t.ok(text.includes(own.at(-1) ?? '?'));
    }
    t.end();
  });
  t.end();
});

t.test('cgroupEnter', (t) => {
  const enter = (path: string): Op => ({ op: 'cgroupEnter', ...words('enter'), path });
  const where: Op = {
    op: 'run',
    ...words(),
    path: '/bin/sh',
    args: ['sh', '-c', 'cat /proc/self/cgroup >&2; exit 1'],
    env: ['PATH=/bin:/usr/bin'],
    home: 0,
    pid: NONE,
    directory: NONE,
    stdin: '',
    timeout: 0,
  };

  t.test('puts the calling process there', (t) => {
    withVersion1Cgroup(t, 'pids', (path) => {
      const output = said(create(path), enter(path), where);
      t.match(output, new RegExp(`/pelagos-native-${process.pid}$`, 'm'));
    });
    t.end();
  });

  t.test('is ENOENT where the cgroup is not', (t) => {
    t.equal(said(enter('/sys/fs/cgroup/none')), 'cannot enter: No such file or directory\n');
    t.end();
  });
  t.end();
});

t.test('clone goes straight into a version 2 cgroup', (t) => {
  withCgroup(t, '', (path) => {
    const tell: Op = {
      op: 'run',
      ...words(),
      path: '/bin/sh',
      home: 0,
      pid: NONE,
      directory: NONE,
      env: ['PATH=/bin'],
      stdin: '',
      timeout: 0,
      args: ['sh', '-c', 'cat /proc/self/cgroup >&2; ! :'],
    };
    const clone: Op = {
      op: 'clone',
      ...words(),
      flags: 0,
      cgroup: 1,
      memory: '',
      out: PID,
      init: [tell],
    };
    const wait: Op = { op: 'awaitReady', ...words(), point: 1, timeout: 0, out: NONE };
    const output = said(create(path, { out: 1 }), clone, wait);
    t.match(output, new RegExp(`0::.*/pelagos-native-${process.pid}$`, 'm'));
  });
  t.end();
});

t.test('cgroupSettle', (t) => {
  const settle = (
    control: string,
    data: string,
    more: { state?: string; wanted?: string } = {},
  ): Op => ({
    op: 'cgroupSettle',
    ...words('settle'),
    path: control,
    data,
    state: control,
    wanted: data,
    timeout: 3000,
    ...more,
  });
  const forks = 'while :; do sleep 30 & sleep 0.01; done';

  t.test('freezes and thaws what forks meanwhile, in version 1', (t) => {
    withVersion1Cgroup(t, 'freezer', (path) => {
      mkdirSync(path);
      sleeper(path, forks);
      const control = join(path, 'freezer.state');
      t.equal(said(settle(control, 'FROZEN')), '');
      t.equal(readOr(control), 'FROZEN\n');
      t.equal(said(settle(control, 'THAWED')), '');
      t.equal(readOr(control), 'THAWED\n');
    });
    t.end();
  });

  t.test('freezes and thaws what forks meanwhile, in version 2', (t) => {
    withCgroup(t, '', (path) => {
      mkdirSync(path);
      sleeper(path, forks);
      const control = join(path, 'cgroup.freeze');
      const state = join(path, 'cgroup.events');
      t.equal(said(settle(control, '1', { state, wanted: 'frozen 1' })), '');
      t.match(readOr(state), /^frozen 1$/m);
      t.equal(said(settle(control, '0', { state, wanted: 'frozen 0' })), '');
      t.match(readOr(state), /^frozen 0$/m);
    });
    t.end();
  });

  t.test('tells what the file says instead when the time is over', (t) => {
    const file = join(t.testdir({ state: '' }), 'state');
    const late = { ...settle(file, 'a\nb\n', { wanted: 'c' }), timeout: 30 } as Op;
    t.match(said(late), /^cannot settle: .*timed out: .*\/state says "a b"/i);
    t.match(said(settle('/nonexistent/file', '1')), /^cannot settle: No such file/);
    t.end();
  });
  t.end();
});

t.test('cgroupKill', (t) => {
  const forks = 'while :; do sleep 30 & sleep 0.01; done';

  for (const [controller, title] of [
    ['', 'all at once in version 2'],
    ['pids', 'by one in version 1'],
    ['freezer', 'frozen in version 1'],
  ] as const) {
    t.test(`kills every process below, ${title}`, (t) => {
      withCgroup(t, controller, (path) => {
        mkdirSync(join(path, 'a/b'), { recursive: true });
        const pids = [sleeper(path), sleeper(join(path, 'a/b')), sleeper(join(path, 'a'), forks)];
        t.ok(eventually(() => readOr(join(path, 'a/cgroup.procs')).split('\n').length > 3));
        const freezer = controller === 'freezer' && !isUnified() ? path : '';
        t.equal(said(kill(path, { freezer }), remove(path, 1000)), '');
        t.ok(eventually(() => pids.every(hasEnded)));
        t.notOk(existsSync(path));
      });
      t.end();
    });
  }

  t.test('kills what is frozen', (t) => {
    withVersion1Cgroup(t, 'freezer', (path) => {
      mkdirSync(path);
      sleeper(path);
      writeFileSync(join(path, 'freezer.state'), 'FROZEN');
      t.equal(said(kill(path, { freezer: path }), remove(path, 1000)), '');
    });
    t.end();
  });

  t.test('sends another signal once', (t) => {
    withCgroup(t, 'pids', (path) => {
      mkdirSync(path);
      const ignores = sleeper(path, 'trap "" TERM; while :; do sleep 0.1; done');
      const obeys = sleeper(path);
      t.ok(eventually(() => readOr(`/proc/${obeys}/cmdline`).startsWith('sleep')));
      t.ok(eventually(() => readOr(`/proc/${ignores}/status`).includes('SigIgn:\t0000000000004')));
      t.equal(said(kill(path, { signal: SIGTERM })), '');
      t.ok(eventually(() => hasEnded(obeys)));
      t.notOk(hasEnded(ignores));
    });
    t.end();
  });

  t.test('is ENOENT where the cgroup is gone', (t) => {
    t.equal(said(kill('/sys/fs/cgroup/none')), 'cannot kill: No such file or directory\n');
    t.end();
  });
  t.end();
});

t.test('cgroupRemove', (t) => {
  t.test('removes the cgroups below too, and is content with none', (t) => {
    withCgroup(t, 'pids', (path) => {
      mkdirSync(join(path, 'a/b'), { recursive: true });
      mkdirSync(join(path, 'c'));
      t.equal(said(remove(path), remove(path)), '');
      t.notOk(existsSync(path));
    });
    t.end();
  });

  t.test('waits its time for processes to leave', (t) => {
    withCgroup(t, 'pids', (path) => {
      mkdirSync(join(path, 'a'), { recursive: true });
      sleeper(join(path, 'a'), 'exec sleep 0.5');
      t.match(
        said(remove(path, 50)),
        /^cannot remove: .* busy: 1 processes are left after 50 ms: \d+ \(sleep, /,
      );
      t.equal(said(remove(path, 3000)), '');
    });
    t.end();
  });
  t.end();
});

t.test('cgroupDevices', (t) => {
  /** `return value`: r0 = value; exit. */
  const program = (value: number): Uint8Array =>
    Uint8Array.from([0xb7, 0, 0, 0, value, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0]);
  const devices = (path: string, bytes: Uint8Array): Op => ({
    op: 'cgroupDevices',
    ...words('filter'),
    path,
    program: bytes,
  });
  const reads = (path: string): string => {
    const clone: Op = {
      op: 'clone',
      ...words(),
      flags: 0,
      cgroup: 1,
      memory: '',
      out: PID,
      init: [{ op: 'openFile', ...words('open'), path: '/dev/zero', flags: 0, out: 2 }],
    };
    const wait: Op = { op: 'awaitReady', ...words('wait'), point: 1, timeout: 0, out: NONE };
    return said(create(path, { out: 1, found: true }), clone, wait);
  };

  t.test('replaces the program in force', (t) => {
    withCgroup(t, '', (path) => {
      t.equal(said(create(path), devices(path, program(0))), '');
      t.match(reads(path), /Operation not permitted/);
      for (const value of [1, 1, 0, 1]) t.equal(said(devices(path, program(value))), '');
      t.match(reads(path), /exited with code 0/);
    });
    t.end();
  });

  t.test('tells what the verifier has against a program', (t) => {
    withCgroup(t, '', (path) => {
      const endless = Uint8Array.from([0x05, 0, 0xff, 0xff, 0, 0, 0, 0]);
      t.match(said(create(path), devices(path, endless)), /^cannot filter: Invalid argument: .{5}/);
      t.match(said(devices(path, new Uint8Array(7))), /^cannot filter: Invalid argument\n$/);
    });
    t.end();
  });
  t.end();
});
