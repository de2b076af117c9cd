/** CVE-2025-52565: what the image has at /dev/pts and /dev/console is not the terminal. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { makeCanary } from '../support/canary.ts';
import type { JsonObject } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { onStage, type Stage } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const devpts = {
  destination: '/dev/pts',
  type: 'devpts',
  source: 'devpts',
  options: ['newinstance', 'ptmxmode=0666', 'mode=0620'],
};

interface Result {
  readonly created: boolean;
  readonly sent: boolean;
}

function createWithTerminal(stage: Stage, mounts: readonly JsonObject[]): Result {
  const socket = stage.path('console');
  const peer = background([nativeProgram('receive-fds'), socket], stage.path('received'));
  peer.says('listening');
  stage.configure({
    mounts,
    process: { terminal: true, args: ['sh', '-c', 'tty; echo x > /dev/console'] },
  });
  const { code } = stage.create({ flags: ['--console-socket', socket] });
  if (code === 0) {
    stage.start();
    stage.ended(3000);
    peer.ended(2000);
  }
  const said = peer.output();
  peer.stop();
  stage.delete('--force');
  return { created: code === 0, sent: /fds=[1-9]/.test(said) };
}

const plants: readonly (readonly [string, (dev: string, canary: string) => void])[] = [
  [
    'a link at /dev/ptmx to a file of the host',
    (dev, canary) => symlinkSync(canary, join(dev, 'ptmx')),
  ],
  [
    'a regular file at /dev/pts/ptmx',
    (dev) => {
      mkdirSync(join(dev, 'pts'));
      writeFileSync(join(dev, 'pts/ptmx'), '');
    },
  ],
  [
    'a link at /dev/pts/ptmx',
    (dev, canary) => {
      mkdirSync(join(dev, 'pts'));
      symlinkSync(canary, join(dev, 'pts/ptmx'));
    },
  ],
  [
    'a device node of its own at /dev/pts/ptmx',
    (dev) => {
      mkdirSync(join(dev, 'pts'));
      spawnSync('mknod', [join(dev, 'pts/ptmx'), 'c', '5', '2']);
      symlinkSync('/proc/sys/kernel/hostname', join(dev, 'pts/0'));
    },
  ],
  [
    'the null device at /dev/pts/ptmx',
    (dev) => {
      mkdirSync(join(dev, 'pts'));
      spawnSync('mknod', [join(dev, 'pts/ptmx'), 'c', '1', '3']);
    },
  ],
];

for (const [what, plant] of plants) {
  onStage(t, `without a devpts, ${what} is not taken for a terminal`, (t, stage) => {
    const canary = makeCanary(stage.directory);
    const dev = stage.path('dev');
    mkdirSync(dev);
    plant(dev, canary.file);
    const before = canary.look();
    const bind = { destination: '/dev', type: 'bind', source: dev, options: ['rbind'] };
    const result = createWithTerminal(stage, [proc, bind]);
    t.same(result, { created: false, sent: false });
    t.same(canary.look(), before);
  });
}

onStage(t, 'a link at /dev/console is not followed', (t, stage) => {
  const canary = makeCanary(stage.directory);
  const dev = stage.path('dev');
  mkdirSync(join(dev, 'pts'), { recursive: true });
  for (const target of [
    canary.file,
    join(canary.directory, 'new'),
    `${'../'.repeat(9)}${canary.file}`,
  ]) {
    spawnSync('rm', ['-f', join(dev, 'console')]);
    symlinkSync(target, join(dev, 'console'));
    const before = canary.look();
    const bind = { destination: '/dev', type: 'bind', source: dev, options: ['rbind'] };
    spawnSync('rm', ['-f', stage.path('console')]);
    createWithTerminal(stage, [proc, bind, devpts]);
    t.same(canary.look(), before, target);
    t.equal(readFileSync(canary.file, 'utf8'), canary.secret);
  }
});
