/** Without pivot_root(2) the mounts of the host stay in the namespace of the container. */
import { readdirSync } from 'node:fs';
import t from 'tap';
import { addProbe } from '../support/inside.ts';
import { onStage, type Stage } from '../support/stage.ts';

/** CAP_SETFCAP: without it no user namespace gets the root of the container. */
const CAPABILITIES = ['CAP_SYS_ADMIN', 'CAP_SYS_CHROOT', 'CAP_SETUID', 'CAP_SETGID', 'CAP_SETFCAP'];
const capabilities = {
  bounding: CAPABILITIES,
  effective: CAPABILITIES,
  permitted: CAPABILITIES,
};
const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const sys = { destination: '/sys', type: 'sysfs', source: 'sysfs' };

/**
 * The kernel lets a user namespace mount a procfs or sysfs only where its mount namespace has one
 * that nothing covers: the one of the container has masks, so that only one of the host's would do.
 */
const script =
  'unshare -mrpf mount -t proc none /mnt 2>/dev/null && echo proc; ' +
  'unshare -mrnf mount -t sysfs none /mnt 2>/dev/null && echo sysfs; echo end';

function mounted(stage: Stage, masked: boolean, flags: readonly string[]): string {
  const linux = masked
    ? { maskedPaths: ['/proc/kcore', '/sys/firmware'], readonlyPaths: ['/proc/sys'] }
    : {};
  return stage.capture(
    script,
    { process: { capabilities }, mounts: [proc, sys], linux },
    { flags },
  );
}

for (const flags of [[], ['--no-pivot']]) {
  const how = flags.length === 0 ? 'with pivot_root(2)' : 'with --no-pivot';
  onStage(t, `${how} neither procfs nor sysfs of the host is there whole`, (t, stage) => {
    t.match(mounted(stage, false, flags), /^proc\nsysfs\n/, 'without masks there are such');
    t.equal(mounted(stage, true, flags), 'end\n');
  });

  onStage(t, `${how} a process that leaves a chroot(2) is in the container still`, (t, stage) => {
    addProbe(stage);
    const names = stage.capture('probe break-out', { process: { capabilities } }, { flags });
    t.same(names.trim().split('\n').sort(), readdirSync(stage.rootfs).sort());
  });
}
