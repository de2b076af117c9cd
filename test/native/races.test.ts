import { spawn } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ANY_ERRNO, NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, slots, withFolder } from '../support/in-child.ts';
import { nativeProgram } from '../support/native-program.ts';

const { root, first: mount } = slots;
/** A race that is lost may fail, but must not go astray. */
const lost = { ...words(), onErrno: [{ errno: ANY_ERRNO, then: 'ignore' }] } as const;

const attempt = (number: number): readonly Op[] => [
  {
    op: 'ensureDirectory',
    ...lost,
    root,
    path: `/volume/a/directory${number}/below`,
    mode: 0o700,
    uid: 1,
    gid: 1,
  },
  {
    op: 'makeNode',
    ...lost,
    root,
    path: `/volume/a/node${number}`,
    mode: 0o020666,
    major: 1,
    minor: 3,
    uid: 0,
    gid: 0,
  },
  { op: 'makeSymlink', ...lost, root, path: `/volume/a/link${number}`, target: 'x', replace: true },
  {
    op: 'newMount',
    ...words(),
    type: 'tmpfs',
    source: 'tmpfs',
    options: [],
    attributes: 0,
    root: NONE,
    path: '',
    out: mount,
  },
  {
    op: 'attach',
    ...lost,
    mount,
    keep: true,
    root,
    path: `/volume/a/mount${number}`,
    create: true,
    noSymlinks: false,
    onProc: false,
  },
  { op: 'close', ...words(), slot: mount },
];

t.test('A directory that is exchanged with a link all the time', async (t) => {
  await withFolder(t, 'never leads out of the root (CVE-2021-30465)', (t, folder, root) => {
    const canary = join(folder, 'canary');
    const inner = join(root, canary);
    const volume = join(root, 'volume');
    for (const path of [canary, inner, join(volume, 'a')]) mkdirSync(path, { recursive: true });
    symlinkSync(canary, join(volume, 'b'));
    const before = lstatSync(canary);
    const names = [join(volume, 'a'), join(volume, 'b')];
    const racer = spawn(nativeProgram('probe'), ['race', ...names], { stdio: 'ignore' });
    try {
      const steps = Array.from({ length: 400 }, (_, number) => attempt(number)).flat();
      t.equal(inChild(steps, { root }).stderr, '');
    } finally {
      racer.kill('SIGKILL');
    }
    t.strictSame(readdirSync(canary), []);
    t.equal(lstatSync(canary).mtimeMs, before.mtimeMs);
    const directory = names.find((name) => lstatSync(name).isDirectory()) ?? '';
    t.not(readdirSync(directory).length, 0, 'some went into the directory');
    t.not(readdirSync(inner).length, 0, 'some followed the link, within the root');
  });
});
