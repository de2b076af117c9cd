/** Who enters a container without a mount namespace comes from the root of the host. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { addProbe } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const CAPABILITIES = ['CAP_SYS_CHROOT', 'CAP_SYS_PTRACE'];
const capabilities = {
  bounding: CAPABILITIES,
  effective: CAPABILITIES,
  permitted: CAPABILITIES,
};
const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const linux = { namespaces: ['pid', 'uts', 'ipc'].map((type) => ({ type })) };

function running(stage: Stage, script: string): void {
  const process: Json = { args: ['sh', '-c', script], capabilities };
  stage.configure({ process, mounts: [proc], linux });
  succeed('create', stage.create());
  succeed('start', stage.start());
}

const exec = (stage: Stage, script: string): string =>
  succeed('exec', stage.run(['exec', stage.id, 'sh', '-c', script])).stdout;

onStage(t, 'nobody in the container sees who enters with the root of the host', (t, stage) => {
  writeFileSync(stage.path('of-the-host'), '');
  // CAP_SYS_PTRACE may look even at what hides from the container.
  running(
    stage,
    `while :; do for p in /proc/[0-9]*; do
      read -r name < $p/comm || continue
      test "$name" = pelagos || continue
      test -e $p/root/${stage.path('of-the-host')} && echo reached >> /tmp/reached
      ls $p/root/ > /dev/null || continue
      echo seen >> /tmp/seen
    done; done 2>/dev/null`,
  );
  const lines = (name: string): number => {
    try {
      return readFileSync(join(stage.rootfs, 'tmp', name), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  };
  for (let count = 0; count < 200 && lines('seen') < 15; count++) exec(stage, 'true');
  t.ok(lines('seen') > 0, 'control: the root of who entered was looked at');
  t.equal(lines('reached'), 0);
});

onStage(t, 'an init that has changed its root leads who enters to nothing new', (t, stage) => {
  running(
    stage,
    'mkdir -p /jail/bin; cp /bin/busybox /jail/bin/sh; cp /bin/busybox /jail/bin/sleep; ' +
      'exec busybox chroot /jail sleep 60',
  );
  const changed = () => readdirSync(`/proc/${stage.pid}/root`).join() === 'bin';
  t.ok(eventually(changed), 'init has another root');
  t.equal(exec(stage, 'echo /* /../*'), '/bin /../bin\n');
});

onStage(t, 'who has entered and leaves a chroot(2) is in the container still', (t, stage) => {
  addProbe(stage);
  running(stage, 'sleep 60');
  const names = exec(stage, 'probe break-out');
  t.same(names.trim().split('\n').sort(), readdirSync(stage.rootfs).sort());
});
