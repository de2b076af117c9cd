import { mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { makeBundle } from '../support/bundle.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, newPids, slots, withFolder } from '../support/in-child.ts';

const { root: rootSlot } = slots;
const pivot: Op = { op: 'pivotRoot', ...words('change the root'), root: rootSlot };
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
    out: slots.first,
  },
  {
    op: 'attach',
    ...words(),
    mount: slots.first,
    keep: true,
    root: rootSlot,
    path: '/proc',
    create: true,
    noSymlinks: true,
    onProc: false,
  },
];

t.test('bindRoot', async (t) => {
  await withFolder(t, 'fails on what is no directory', (t, folder) => {
    writeFileSync(join(folder, 'file'), '');
    t.match(inChild([], { root: join(folder, 'file') }).stderr, /Not a directory/);
    t.match(inChild([], { root: join(folder, 'missing') }).stderr, /No such file/);
  });

  await withFolder(t, 'keeps what is mounted below it when recursive', (t, folder, root) => {
    mkdirSync(join(folder, 'source'));
    const source: Op[] = [
      {
        op: 'newMount',
        ...words(),
        type: 'tmpfs',
        source: 'inner',
        options: [],
        attributes: 0,
        root: NONE,
        path: '',
        out: slots.first,
      },
      {
        op: 'attach',
        ...words(),
        mount: slots.first,
        keep: true,
        root: rootSlot,
        path: '/inner',
        create: true,
        noSymlinks: false,
        onProc: false,
      },
      { op: 'bindRoot', ...words(), path: root, recursive: true, out: rootSlot },
    ];
    const script = 'grep -c "^.* $ROOT/inner .* inner " /proc/self/mountinfo';
    t.equal(inChild(source, { root, script }).stdout, '2\n');
    const [mount, attach, again] = source as [Op, Op, Op];
    const alone: Op = { ...again, recursive: false } as Op;
    t.equal(inChild([mount, attach, alone], { root, script }).stdout, '1\n');
  });
});

t.test('pivotRoot', async (t) => {
  await withFolder(t, 'leaves nothing of the old root', (t, folder) => {
    const bundle = join(folder, 'bundle');
    makeBundle(bundle);
    const outcome = inChild([...proc, pivot], {
      root: join(bundle, 'rootfs'),
      flags: newPids,
      argv: ['/bin/sh', '-c', '/bin/pwd; /bin/cut -d" " -f5 /proc/self/mountinfo; /bin/ls /'],
    });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, '/\n/\n/proc\nbin\ndev\netc\nmnt\nproc\nroot\nsys\ntmp\n');
  });

  await withFolder(t, 'does not change the mounts of the host', (t, folder) => {
    const bundle = join(folder, 'bundle');
    makeBundle(bundle);
    const count = () => inChild([], { script: 'wc -l < /proc/1/mountinfo' }).stdout;
    const before = count();
    t.equal(inChild([pivot], { root: join(bundle, 'rootfs') }).stderr, '');
    t.equal(count(), before);
  });

  await withFolder(t, 'fails where the root is no mount', (t, folder) => {
    const open: Op = { op: 'openFile', ...words(), path: folder, flags: 0o200000, out: rootSlot };
    t.match(inChild([open, pivot]).stderr, /cannot change the root: .*busy/);
  });
});

t.test('moveRoot', async (t) => {
  const move: Op = { op: 'moveRoot', ...words('move the root'), root: rootSlot };
  await withFolder(t, 'shows neither procfs nor sysfs of the host', (t, folder) => {
    const bundle = join(folder, 'bundle');
    makeBundle(bundle);
    const outcome = inChild([...proc, move], {
      root: join(bundle, 'rootfs'),
      flags: newPids,
      argv: [
        '/bin/sh',
        '-c',
        '/bin/grep -E " - (proc|sysfs) " /proc/self/mountinfo | /bin/cut -d" " -f4,5; /bin/ls /',
      ],
    });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, '/ /proc\nbin\ndev\netc\nmnt\nproc\nroot\nsys\ntmp\n');
  });

  await withFolder(t, 'fails where the root is no mount', (t, folder) => {
    const open: Op = { op: 'openFile', ...words(), path: folder, flags: 0o200000, out: rootSlot };
    t.match(inChild([open, move]).stderr, /cannot move the root: Invalid argument/);
  });
});

t.test('enterRoot', async (t) => {
  const newMount = 0x20000;
  const [host, tree] = [slots.first + 1, slots.first + 2];
  const open: Op = {
    op: 'openNamespace',
    ...words(),
    path: '/proc/self/ns/mnt',
    type: newMount,
    out: host,
  };
  const copy: Op = {
    op: 'openTree',
    ...words(),
    root: NONE,
    path: '/',
    recursive: true,
    noFollow: false,
    out: tree,
  };
  const enter: Op = { op: 'enterRoot', ...words('enter the root'), namespace: host, root: tree };

  await withFolder(
    t,
    'returns to a mount namespace with a tree for a root that is attached nowhere',
    (t, folder) => {
      const bundle = join(folder, 'bundle');
      makeBundle(bundle);
      const outcome = inChild([...proc, pivot, copy, enter], {
        before: [open],
        root: join(bundle, 'rootfs'),
        flags: newPids,
        argv: [
          '/bin/sh',
          '-c',
          '/bin/readlink /proc/self/ns/mnt; /bin/readlink /proc/self/root; /bin/ls /',
        ],
      });
      t.equal(outcome.stderr, '');
      t.equal(
        outcome.stdout,
        `${readlinkSync('/proc/self/ns/mnt')}\n/\nbin\ndev\netc\nmnt\nproc\nroot\nsys\ntmp\n`,
      );
    },
  );

  await withFolder(
    t,
    'fails where a descriptor is missing or of another kind',
    (t, folder, root) => {
      const directory: Op = {
        op: 'openFile',
        ...words(),
        path: folder,
        flags: 0o200000,
        out: host,
      };
      t.match(inChild([enter], { root }).stderr, /cannot enter the root: Bad file descriptor/);
      t.match(inChild([copy, enter], { before: [directory], root }).stderr, /Invalid argument/);
    },
  );
});
