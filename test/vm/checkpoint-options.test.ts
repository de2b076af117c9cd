/** What checkpoints and restores can do beyond the plain ones: managers, terminals, connections, pages. */
import { existsSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { background } from '../support/background.ts';
import { membership } from '../support/cgroups.ts';
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
import { consoleSocket } from '../support/console-socket.ts';
import { readOr } from '../support/processes.ts';
import { commandPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { isLoaded } from '../support/systemctl.ts';
import { eventually } from '../support/wait.ts';

const systemd = ['--systemd-cgroup'];
const scope = (stage: Stage) => `test-${stage.id}.scope`;

onStage(
  t,
  'a container of the systemd manager is restored into a scope of its own',
  (t, stage) => {
    const linux = {
      cgroupsPath: `system.slice:test:${stage.id}`,
      resources: { pids: { limit: 44 } },
    };
    startCounting(stage, { linux }, systemd);
    succeed('checkpoint', checkpoint(stage));
    t.ok(
      eventually(() => !isLoaded(scope(stage))),
      'the scope has ended with it',
    );
    succeed('restore', restore(stage, [], systemd));
    t.equal(stage.status(), 'running');
    const path = `/system.slice/${scope(stage)}`;
    t.equal(membership(stage.pid).get(''), path);
    t.equal(readOr(`/sys/fs/cgroup${path}/pids.max`).trim(), '44');
    const before = count(stage);
    t.ok(eventually(() => count(stage) > before));
    succeed('exec', stage.run(['exec', stage.id, 'true'], slowCall));
    succeed('delete', stage.delete('--force'));
    t.ok(eventually(() => !isLoaded(scope(stage))));
    t.notOk(existsSync(`/sys/fs/cgroup${path}`));
  },
  patience,
);

onStage(
  t,
  'a terminal goes to the console socket of the restore',
  (t, stage) => {
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
      {
        destination: '/dev/pts',
        type: 'devpts',
        source: 'devpts',
        options: ['newinstance', 'ptmxmode=0666'],
      },
    ];
    const script = 'i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.2; done';
    stage.configure({ mounts, process: { terminal: true, args: ['sh', '-c', script] } });
    const first = consoleSocket(t, stage, 'first');
    succeed('create', stage.create({ flags: first.flags }));
    succeed('start', stage.start());
    first.peer.says('tick 3\r\n');
    succeed('checkpoint', checkpoint(stage));
    const second = consoleSocket(t, stage, 'second');
    succeed('restore', restore(stage, second.flags));
    second.peer.says('tick ');
    const [, number = '0'] = /tick (\d+)/.exec(second.peer.output()) ?? [];
    t.ok(Number(number) > 3, 'it goes on where it was');
    succeed('delete', stage.delete('--force'));
  },
  patience,
);

const namespaces = ['pid', 'mount', 'ipc', 'uts', 'network'].map((type) => ({ type }));
const talking =
  '(while :; do echo said; sleep 0.2; done) | nc -l -p 5000 & sleep 1; ' +
  'sleep 10000 | nc 127.0.0.1 5000 | while read word; do i=$((i+1)); echo $i >/tmp/count; done';

onStage(
  t,
  'a TCP connection needs --tcp-established, and goes on with it',
  (t, stage) => {
    const process = { args: ['sh', '-c', talking] };
    startCounting(stage, { process, linux: { namespaces } });
    t.equal(checkpoint(stage).code, 1);
    t.equal(stage.status(), 'running');
    succeed('checkpoint', checkpoint(stage, '--tcp-established'));
    succeed('restore', restore(stage, ['--tcp-established']));
    const before = count(stage);
    t.ok(before > 0);
    t.ok(eventually(() => count(stage) > before, 20_000));
    succeed('delete', stage.delete('--force'));
  },
  patience,
);

onStage(
  t,
  'with --empty-ns network the interfaces are left to others',
  (t, stage) => {
    startCounting(stage, { linux: { namespaces } });
    const flags = ['--empty-ns', 'network'];
    succeed('checkpoint', checkpoint(stage, ...flags));
    succeed('restore', restore(stage, flags));
    t.equal(stage.status(), 'running');
    succeed('delete', stage.delete('--force'));
  },
  patience,
);

onStage(
  t,
  'lazy pages come from the checkpoint while the container runs again',
  (t, stage) => {
    startCounting(stage);
    const port = '27277';
    const lazily = ['--lazy-pages', '--manage-cgroups-mode=ignore'];
    const flags = [...lazily, '--page-server', `127.0.0.1:${port}`];
    const words = [stage.runtime, '--root', stage.root, 'checkpoint', ...images(stage), ...flags];
    const ready = stage.path('ready');
    const shell = `"$@" 3>${ready}`;
    const argv = ['sh', '-c', shell, 'sh', ...words, '--status-fd', '3', stage.id];
    const dump = background(argv, stage.path('dump.said'));
    t.teardown(() => dump.stop());
    t.ok(
      eventually(() => readOr(ready) === '\0', 60_000),
      dump.output(),
    );
    const lazy = background(
      [
        ...[commandPath('criu', 'add it to hack/vm.d/packages'), 'lazy-pages', '--page-server'],
        ...['--address', '127.0.0.1', '--port', port, '-D', stage.path('images')],
        ...['-W', stage.path('work')],
      ],
      stage.path('lazy.said'),
    );
    t.teardown(() => lazy.stop());
    t.ok(
      eventually(() => existsSync(stage.path('work/lazy-pages.socket')), 20_000),
      lazy.output(),
    );
    // The first one ends when its last page is fetched.
    const again = `${stage.id}-again`;
    stage.configure({ linux: { cgroupsPath: `/${again}` } });
    const rest = ['--bundle', stage.bundle, '--pid-file', stage.pidFile, again];
    const restoring = ['restore', '--detach', ...lazily, ...images(stage), ...rest];
    const outcome = stage.callDetached(
      [stage.runtime, '--root', stage.root, ...restoring],
      slowCall,
    );
    succeed('restore', outcome);
    const before = count(stage);
    t.ok(eventually(() => count(stage) > before, 20_000));
    t.ok(dump.ended(60_000), 'the checkpoint ends once all pages are fetched');
    t.ok(lazy.ended(60_000));
    succeed('delete', stage.run(['delete', '--force', again], slowCall));
  },
  patience,
);

onStage(
  t,
  'the AppArmor profile is that of --lsm-profile',
  (t, stage) => {
    const name = `pelagos-restored-${process.pid}`;
    const profile = stage.path('profile');
    writeFileSync(
      profile,
      `profile ${name} flags=(attach_disconnected,mediate_deleted) {\n  file,\n  signal,\n  ptrace,\n  capability,\n  mount,\n  network,\n  unix,\n}\n`,
    );
    const parser = commandPath('apparmor_parser', 'add apparmor to hack/vm.d/packages');
    succeed('apparmor_parser', call([parser, '--replace', '--skip-cache', profile], slowCall));
    try {
      startCounting(stage, {
        process: {
          args: ['sh', '-c', counting],
          apparmorProfile: name,
        },
      });
      succeed('checkpoint', checkpoint(stage));
      succeed('restore', restore(stage, ['--lsm-profile', `apparmor:${name}`]));
      t.equal(readOr(`/proc/${stage.pid}/attr/current`).trim(), `${name} (enforce)`);
      succeed('delete', stage.delete('--force'));
    } finally {
      call([parser, '--remove', profile], slowCall);
    }
  },
  patience,
);
