import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, executor, planBytes, words } from '../support/execute-plan.ts';
import { inChild, slots, withFolder } from '../support/in-child.ts';
import { commandPath } from '../support/requires.ts';

const O_PATH_DIRECTORY = 0o10200000;
const change = (path: string): Op => ({ op: 'changeDirectory', ...words('enter it'), path });
const setIds = (uid: number): Op => ({ op: 'setIds', ...words(), uid, gid: uid });
const resolve = (file: string, path = '/nowhere:/usr/bin:/bin'): Op => ({
  op: 'resolveExecutable',
  ...words('find the program'),
  file,
  path,
});
const execute = (args: readonly string[], env: readonly string[] = []): Op => ({
  op: 'execute',
  ...words('execute the program'),
  args,
  env,
});
const openDirectory = (path: string, out = slots.first): Op => ({
  op: 'openFile',
  ...words(),
  path,
  flags: O_PATH_DIRECTORY,
  out,
});

t.test('changeDirectory', async (t) => {
  await withFolder(t, 'is where the program begins', (t, folder) => {
    const plan = [change(folder), resolve('pwd'), execute(['pwd'])];
    t.equal(executePlan(plan).stdout, `${folder}\n`);
  });

  await withFolder(t, 'fails on what is no directory', (t) => {
    t.match(executePlan([change('/etc/passwd')]).stderr, /cannot enter it: Not a directory/);
    t.match(executePlan([change('/missing')]).stderr, /cannot enter it: No such file/);
  });

  await withFolder(
    t,
    'refuses a directory outside of the root, reached through a descriptor',
    (t, folder, root) => {
      mkdirSync(join(root, 'proc'));
      const leak = openDirectory(folder);
      const proc: readonly Op[] = [
        {
          op: 'newMount',
          ...words(),
          type: 'proc',
          source: 'proc',
          options: [],
          attributes: 0,
          root: NONE,
          path: '',
          out: slots.first + 1,
        },
        {
          op: 'attach',
          ...words(),
          mount: slots.first + 1,
          keep: true,
          root: slots.root,
          path: '/proc',
          create: true,
          noSymlinks: true,
          onProc: false,
        },
      ];
      const pivot: Op = { op: 'pivotRoot', ...words(), root: slots.root };
      for (let number = 3; number < 24; number += 1) {
        const { code, stderr } = inChild(
          [leak, ...proc, pivot, change(`/proc/self/fd/${number}`)],
          { root },
        );
        if (code === 0) continue;
        t.match(
          stderr,
          /cannot enter it: (No such file|Not a directory|Permission denied)/,
          `${number}`,
        );
      }
      const every = Array.from({ length: 24 }, (_, number) =>
        inChild([leak, ...proc, pivot, change(`/proc/self/fd/${number}`)], { root }),
      );
      t.ok(every.some(({ stderr }) => stderr.includes('outside of the root of the container')));
    },
  );

  await withFolder(t, 'is checked, not entered again, where the user may not', (t, folder) => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    t.equal(executePlan([change(closed), setIds(1000), change(closed)]).stderr, '');
    t.match(executePlan([setIds(1000), change(closed)]).stderr, /Permission denied/);
  });
});

t.test('home', async (t) => {
  const environment = (folder: string, env: readonly string[], uid = 1000) => {
    const home: Op = { op: 'home', ...words(), root: slots.first, uid };
    const plan = [openDirectory(folder), home, resolve('env'), execute(['env'], env)];
    return executePlan(plan).stdout;
  };

  await withFolder(t, 'comes from the passwd of the root', (t, _folder, root) => {
    mkdirSync(join(root, 'etc'));
    const lines = [
      'root:x:0:0::/root:/bin/sh',
      'u:x:1000:1000:a user:/home/u:/bin/sh',
      'v:x:7:7::relative:',
      '',
    ];
    writeFileSync(join(root, 'etc/passwd'), lines.join('\n'));
    t.equal(environment(root, ['A=1']), 'A=1\nHOME=/home/u\n');
    t.equal(environment(root, ['HOME=', 'A=1']), 'A=1\nHOME=/home/u\n');
    t.equal(environment(root, ['HOME=/mine']), 'HOME=/mine\n');
    t.equal(environment(root, [], 0), 'HOME=/root\n');
    t.equal(environment(root, [], 7), 'HOME=/\n');
    t.equal(environment(root, [], 8), 'HOME=/\n');
  });

  await withFolder(
    t,
    'is / where the passwd is missing, or anything but a bounded file in the root',
    (t, folder, root) => {
      mkdirSync(join(root, 'etc'));
      const passwd = join(root, 'etc/passwd');
      const entry = 'u:x:1000:1000::/outside:/bin/sh\n';
      writeFileSync(join(folder, 'outside'), entry);
      const hostile: readonly (() => void)[] = [
        () => undefined,
        () => symlinkSync(join(folder, 'outside'), passwd),
        () => spawnSync(commandPath('mkfifo'), [passwd]),
        () => mkdirSync(passwd),
        () => {
          writeFileSync(passwd, entry);
          truncateSync(passwd, 2 ** 31);
        },
        () => writeFileSync(passwd, `u:x:4294968296:1::/wrapped:\nu:x:+1000:1::/plus:\n`),
      ];
      for (const plant of hostile) {
        plant();
        t.equal(environment(root, []), 'HOME=/\n', String(plant));
        spawnSync('rm', ['-rf', passwd]);
      }
    },
  );
});

t.test('resolveExecutable', async (t) => {
  await withFolder(
    t,
    'searches PATH in its order and goes on after what may not be executed',
    (t, folder) => {
      for (const name of ['a', 'b']) mkdirSync(join(folder, name));
      writeFileSync(join(folder, 'a/tool'), '#!/bin/sh\necho a', { mode: 0o644 });
      writeFileSync(join(folder, 'b/tool'), '#!/bin/sh\necho b', { mode: 0o755 });
      const found = executePlan([resolve('tool', `${folder}/a:${folder}/b`), execute(['tool'])]);
      t.equal(found.stdout, 'b\n');
      const refused = executePlan([resolve('tool', `${folder}/a:/nowhere`)]);
      t.match(refused.stderr, /cannot find the program: Permission denied/);
    },
  );

  await withFolder(t, 'takes an empty element for the working directory', (t, folder) => {
    writeFileSync(join(folder, 'tool'), '#!/bin/sh\necho here', { mode: 0o755 });
    const plan = [change(folder), resolve('tool', '/nowhere:'), execute(['tool'])];
    t.equal(executePlan(plan).stdout, 'here\n');
  });

  await withFolder(t, 'tells apart what is missing, closed, and a directory', (t, folder) => {
    writeFileSync(join(folder, 'plain'), '', { mode: 0o644 });
    t.match(
      executePlan([resolve('nosuch')]).stderr,
      /No such file.*in no directory of PATH "\/nowhere:\/usr\/bin:\/bin"/,
    );
    t.match(
      executePlan([resolve('/no/such')]).stderr,
      /No such file.*does not exist in the container/,
    );
    t.match(executePlan([resolve(join(folder, 'plain'))]).stderr, /Permission denied.*chmod \+x/);
    t.match(executePlan([resolve(folder)]).stderr, /Is a directory/);
    t.match(executePlan([resolve('')]).stderr, /the name of the program is empty/);
  });

  await withFolder(t, 'judges as the user that the program will have', (t, folder) => {
    const file = join(folder, 'tool');
    chmodSync(folder, 0o755);
    writeFileSync(file, '#!/bin/sh\n', { mode: 0o700 });
    t.equal(executePlan([resolve(file)]).stderr, '');
    t.match(executePlan([setIds(1000), resolve(file)]).stderr, /Permission denied/);
  });
});

t.test('execute', async (t) => {
  const run = (file: string) => executePlan([resolve(file), execute([file])]);

  await withFolder(t, 'passes exactly args and env', (t) => {
    const plan = [
      resolve('sh'),
      execute(['name', '-c', 'echo "$0" "$@"; env', 'zero', 'a b'], ['X=1']),
    ];
    t.match(executePlan(plan).stdout, /^zero a b\n(PWD=.*\n)?X=1\n/);
  });

  await withFolder(t, 'says why a file could not be executed', (t, folder) => {
    const file = (name: string, content: string | Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, content, { mode: 0o755 });
      return path;
    };
    const elf = (machine: number): Buffer => {
      const head = Buffer.alloc(64);
      head.write('\x7fELF\x02\x01\x01', 'latin1');
      head.writeUInt16LE(2, 16);
      head.writeUInt16LE(machine, 18);
      return head;
    };
    t.match(
      run(file('script', '#!/no/such -x\n')).stderr,
      /"\/no\/such", the interpreter in its #! line, does not exist/,
    );
    t.match(run(file('dos', '#!/bin/sh\r\necho\r\n')).stderr, /ends with a carriage return/);
    t.match(run(file('text', 'echo hello\n')).stderr, /neither an ELF program nor begins with #!/);
    t.match(run(file('empty', '')).stderr, /it is an empty file/);
    t.match(
      run(file('foreign', elf(process.arch === 'arm64' ? 62 : 183))).stderr,
      /it is a program for (aarch64|x86_64) and this machine is/,
    );
    t.match(run(file('unknown', elf(0x1234))).stderr, /it is a program for ELF machine 4660/);
  });

  await withFolder(t, 'names the part of a path that stands in the way', (t, folder) => {
    const path = (name: string) => join(folder, name);
    writeFileSync(path('plain'), 'x', { mode: 0o644 });
    t.match(
      executePlan([resolve(path('plain/tool'))]).stderr,
      /Not a directory: "\/.*\/plain" is a regular file and not a directory\n$/,
    );
    t.match(
      executePlan([resolve(path('no/such/tool'))]).stderr,
      /: it does not exist in the container: the directory "\/.*\/no" does not exist\n$/,
    );
    symlinkSync('/no/such', path('dangling'));
    t.match(
      executePlan([resolve(path('dangling'))]).stderr,
      /"\/.*\/dangling" is a symbolic link to what does not exist\n$/,
    );
    mkdirSync(path('closed'), { mode: 0o700 });
    writeFileSync(path('closed/tool'), '#!/bin/sh\n', { mode: 0o755 });
    chmodSync(folder, 0o755);
    t.match(
      executePlan([setIds(1000), resolve(path('closed/tool'))]).stderr,
      /Permission denied: the directory "\/.*\/closed" may not be searched by this user/,
    );
    writeFileSync(path('own'), '#!/bin/sh\n', { mode: 0o700 });
    t.match(
      executePlan([setIds(1000), resolve(path('own'))]).stderr,
      /user 1000 may not execute it: its mode is 0700 and it belongs to 0:0\n$/,
    );
    writeFileSync(path('script'), `#!${path('plain/sh')}\n`, { mode: 0o755 });
    t.match(
      run(path('script')).stderr,
      /the interpreter in its #! line, cannot be reached: "\/.*\/plain" is a regular file/,
    );
  });

  await withFolder(t, 'names a loader that is missing', (t, folder, root) => {
    mkdirSync(join(root, 'bin'));
    copyFileSync('/bin/true', join(root, 'bin/true'));
    const steps: readonly Op[] = [
      { op: 'pivotRoot', ...words(), root: slots.root },
      resolve('/bin/true'),
      execute(['/bin/true']),
    ];
    t.match(
      inChild(steps, { root }).stderr,
      /"\/lib.*ld-.*", the loader, does not exist in the container/,
    );
    t.ok(folder);
  });

  await withFolder(t, 'names a mount with noexec', (t, _folder, root) => {
    const steps: readonly Op[] = [
      {
        op: 'newMount',
        ...words(),
        type: 'tmpfs',
        source: 'tmpfs',
        options: [],
        attributes: 8,
        root: NONE,
        path: '',
        out: slots.first,
      },
      {
        op: 'attach',
        ...words(),
        mount: slots.first,
        keep: true,
        root: slots.root,
        path: '/data',
        create: true,
        noSymlinks: false,
        onProc: false,
      },
      {
        op: 'run',
        ...words(),
        path: '/bin/cp',
        args: ['cp', '/bin/true', `${root}/data/true`],
        env: [],
        home: 0,
        pid: NONE,
        directory: NONE,
        stdin: '',
        timeout: 5000,
      },
      resolve(`${root}/data/true`),
    ];
    t.match(inChild(steps, { root }).stderr, /it is on a mount with the option noexec/);
  });
});

t.test('preserveFds and inheritFds', async (t) => {
  const preserve = (count: number): Op => ({ op: 'preserveFds', ...words('pass them on'), count });
  const inherit = (count: number): Op => ({ op: 'inheritFds', ...words(), count });
  const listing = [
    resolve('sh'),
    execute([
      'sh',
      '-c',
      'PATH=/usr/bin; for n in $(seq 0 30); do test -e /proc/$$/fd/$n && echo $n; done; true',
    ]),
  ];

  /** Runs a plan on descriptor 9, with /etc/hostname on each of the descriptors. */
  const withDescriptors = (numbers: readonly number[], steps: readonly Op[], folder: string) => {
    writeFileSync(join(folder, 'plan'), planBytes(steps));
    const redirections = numbers.map((number) => `${number}< /etc/hostname`).join(' ');
    const command = `exec "$0" execute-plan 9 9< "$1" ${redirections}`;
    return spawnSync('/bin/bash', ['-c', command, executor, join(folder, 'plan')], {
      encoding: 'utf8',
    });
  };

  await withFolder(t, 'pass on what the caller gave, and nothing of our own', (t, folder) => {
    const { stdout, stderr } = withDescriptors(
      [3, 4, 6],
      [preserve(2), inherit(2), ...listing],
      folder,
    );
    t.equal(stderr, '');
    t.equal(stdout, '0\n1\n2\n3\n4\n');
    t.equal(withDescriptors([3], [inherit(0), ...listing], folder).stdout, '0\n1\n2\n');
  });

  await withFolder(t, 'name the descriptor that the caller did not give', (t, folder) => {
    const { status, stderr } = withDescriptors([3, 5], [preserve(3)], folder);
    t.equal(status, 1);
    t.match(stderr, /cannot pass them on: Bad file descriptor.*descriptor 4 was not open/);
  });

  await withFolder(t, 'count for a program that a sealed copy starts', (t, folder) => {
    const init: readonly Op[] = [
      inherit(2),
      { op: 'parentDeath', ...words(), signal: 0 },
      { op: 'ready', ...words(), point: 1, value: NONE },
      ...listing,
    ];
    const steps: readonly Op[] = [
      preserve(2),
      { op: 'clone', ...words(), flags: 0, cgroup: NONE, memory: '', out: 0, init },
      { op: 'awaitReady', ...words(), point: 1, timeout: 0, out: NONE },
    ];
    const { stdout, stderr } = withDescriptors([3, 4], steps, folder);
    t.equal(stderr, '');
    t.equal(stdout, '0\n1\n2\n3\n4\n');
    t.match(withDescriptors([3], steps, folder).stderr, /descriptor 4 was not open/);
  });
});
