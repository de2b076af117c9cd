import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { cgroupFolder } from '../support/cgroups.ts';
import {
  checkpoint,
  count,
  counting,
  images,
  patience,
  restore,
  slowCall,
  startCounting,
} from '../support/checkpoints.ts';
import { hasEnded, parentOf, readOr } from '../support/processes.ts';
import { commandPath } from '../support/requires.ts';
import { onStage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

onStage(
  t,
  'a checkpoint ends the container, and a restore lets its processes go on',
  (t, stage) => {
    mkdirSync(stage.path('data'));
    writeFileSync(stage.path('data/file'), 'of the host');
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs' },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs' },
      { destination: '/data', type: 'bind', source: stage.path('data'), options: ['bind', 'ro'] },
    ];
    const maskedPaths = ['/proc/kcore', '/proc/acpi'];
    const resources = { pids: { limit: 44 } };
    startCounting(stage, { root: { readonly: true }, mounts, linux: { maskedPaths, resources } });
    const { pid } = stage;
    succeed('checkpoint', checkpoint(stage));
    t.ok(hasEnded(pid));
    t.match(stage.status(), /^none: container does not exist/);
    t.match(readFileSync(stage.path('work/dump.log'), 'utf8'), /finished successfully/);
    t.ok(existsSync(stage.path('images/descriptors.json')));

    succeed('restore', restore(stage));
    t.equal(stage.status(), 'running');
    const before = count(stage);
    t.ok(before > 0, 'with the memory and the files that it had');
    t.ok(eventually(() => count(stage) > before));
    t.equal(readOr(join(cgroupFolder(stage.pid, 'pids'), 'pids.max')).trim(), '44');
    const script = 'cat /data/file; cat /proc/kcore | wc -c; echo x > /new || echo read-only';
    const { stdout } = succeed('exec', stage.run(['exec', stage.id, 'sh', '-c', script], slowCall));
    t.equal(stdout, 'of the host0\nread-only\n');
    succeed('kill', stage.kill('KILL'));
    t.ok(stage.ended());
    t.equal(stage.status(), 'stopped');
    succeed('delete', stage.delete());
  },
  patience,
);

onStage(
  t,
  'with --leave-running the container goes on, and after --pre-dump too',
  (t, stage) => {
    startCounting(stage);
    succeed(
      'pre-dump',
      stage.run(
        ['checkpoint', '--image-path', stage.path('early'), '--pre-dump', stage.id],
        slowCall,
      ),
    );
    t.equal(stage.status(), 'running');
    succeed('checkpoint', checkpoint(stage, '--leave-running', '--parent-path', '../early'));
    t.equal(stage.status(), 'running');
    const before = count(stage);
    t.ok(eventually(() => count(stage) > before));
    succeed('delete', stage.delete('--force'));
    succeed('restore', restore(stage));
    t.equal(stage.status(), 'running');
  },
  patience,
);

onStage(
  t,
  'a checkpoint that fails leaves the container running, and says why in one sentence',
  (t, stage) => {
    stage.configure({ process: { args: ['sleep', '100'] } });
    // Its output is a file that is not in the container.
    succeed('create', stage.create());
    succeed('start', stage.start());
    const { code, stderr } = checkpoint(stage);
    t.equal(code, 1);
    const log = stage.path('work/dump.log');
    t.match(stderr, /^cannot checkpoint the container: criu says: Error \(.*; its log is .*\n$/);
    t.ok(stderr.includes(log));
    t.equal(stage.status(), 'running');
    succeed('exec', stage.run(['exec', stage.id, 'true'], slowCall));
  },
  patience,
);

onStage(
  t,
  'restore in the foreground sends signals on, ends as its program does, and deletes it',
  (t, stage) => {
    startCounting(stage, { process: { args: ['sh', '-c', `trap "exit 9" TERM; ${counting}`] } });
    succeed('checkpoint', checkpoint(stage));
    const words = [
      ...images(stage),
      '--bundle',
      stage.bundle,
      '--pid-file',
      stage.pidFile,
      stage.id,
    ];
    const argv = [stage.runtime, '--root', stage.root, 'restore', ...words];
    const shell = '"$@"; echo code $?';
    const beside = background(['sh', '-c', shell, 'sh', ...argv], stage.path('said'));
    t.teardown(() => beside.stop());
    t.ok(
      eventually(() => stage.status() === 'running', 60_000),
      beside.output(),
    );
    const monitor = parentOf(stage.pid);
    t.equal(readOr(`/proc/${monitor}/comm`), 'pelagos\n');
    if (monitor > 1) process.kill(monitor, 'SIGTERM');
    beside.says('code 9');
    t.match(stage.status(), /container does not exist/);
  },
  patience,
);

onStage(
  t,
  'a network namespace given by path is not part of a checkpoint',
  (t, stage) => {
    const name = `pt-${process.pid}`;
    const ip = commandPath('ip');
    spawnSync(ip, ['netns', 'add', name]);
    try {
      const namespaces = [
        { type: 'pid' },
        { type: 'mount' },
        { type: 'ipc' },
        { type: 'uts' },
        { type: 'network', path: `/run/netns/${name}` },
      ];
      startCounting(stage, { linux: { namespaces } });
      succeed('checkpoint', checkpoint(stage));
      succeed('restore', restore(stage));
      t.equal(stage.status(), 'running');
      const inode = (path: string) =>
        spawnSync(commandPath('stat'), ['-Lc', '%i', path], { encoding: 'utf8' }).stdout;
      t.equal(inode(`/proc/${stage.pid}/ns/net`), inode(`/run/netns/${name}`));
      succeed('delete', stage.delete('--force'));
    } finally {
      spawnSync(ip, ['netns', 'delete', name]);
    }
  },
  patience,
);

onStage(t, 'a container that is created or stopped cannot be checkpointed', (t, stage) => {
  stage.configure({ process: { args: ['true'] } });
  succeed('create', stage.create());
  t.match(checkpoint(stage).stderr, 'Container cannot be checkpointed in created state');
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.match(checkpoint(stage).stderr, 'Container cannot be checkpointed in stopped state');
});
