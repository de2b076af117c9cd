import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Json } from '../support/json.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { slowness } from '../support/wait.ts';

/** The user of the machine, who lingers and has a bus. */
const uid = 1000;
const mappings = [{ containerID: 0, hostID: uid, size: 1 }];
const namespaces = ['user', 'pid', 'ipc', 'uts', 'mount', 'cgroup'].map((type) => ({ type }));

/** Gives the stage to the user. */
function prepare(stage: Stage, resources: Json): void {
  stage.configure({ process: { args: ['sleep', '1000'] } });
  const path = join(stage.bundle, 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  const cgroupsPath = `user.slice:test:${stage.id}`;
  config.linux = {
    namespaces,
    uidMappings: mappings,
    gidMappings: mappings,
    cgroupsPath,
    resources,
  };
  writeFileSync(path, JSON.stringify(config));
  spawnSync('chown', ['-hR', `${uid}:${uid}`, stage.directory]);
  chmodSync(stage.directory, 0o755);
}

/** As the user, with the one variable that callers leave it. */
function asUser(
  script: string,
  variables: readonly string[] = [`XDG_RUNTIME_DIR=/run/user/${uid}`],
) {
  const identity = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--init-groups', '--'];
  const argv = ['-i', 'PATH=/usr/bin:/bin', ...variables, ...identity, 'sh', '-c', script];
  const options = { encoding: 'utf8', input: '', timeout: 20_000 * slowness } as const;
  const { status, stdout, stderr } = spawnSync('env', argv, options);
  return { code: status, text: stdout + stderr };
}

function create(stage: Stage): string {
  const globals = `${stage.runtime} --root ${stage.root} --systemd-cgroup`;
  return `${globals} create --bundle ${stage.bundle} --pid-file ${stage.pidFile} ${stage.id}`;
}

onStage(t, "an ordinary user's container is a scope of the user's systemd", (t, stage) => {
  prepare(stage, { memory: { limit: 1 << 26 }, pids: { limit: 50 } });
  const pelagos = `${stage.runtime} --root ${stage.root}`;
  const script = [
    'set -e',
    create(stage),
    `group=$(cut -d: -f3 /proc/$(cat ${stage.pidFile})/cgroup)`,
    'echo $group; cat /sys/fs/cgroup$group/memory.max /sys/fs/cgroup$group/pids.max',
    `${pelagos} update --pids-limit 33 ${stage.id}`,
    'cat /sys/fs/cgroup$group/pids.max',
    `${pelagos} start ${stage.id}`,
    `${pelagos} delete --force ${stage.id}`,
    'if test -e /sys/fs/cgroup$group; then echo left; fi',
  ].join('\n');
  const { code, text } = asUser(script);
  const path = `/user.slice/user-${uid}.slice/user@${uid}.service/user.slice/test-${stage.id}.scope`;
  t.equal(text, `${path}\n67108864\n50\n33\n`);
  t.equal(code, 0);
});

onStage(t, "exec enters it from outside the cgroups of the user's systemd", (t, stage) => {
  prepare(stage, {});
  const pelagos = `${stage.runtime} --root ${stage.root}`;
  const script = [
    'set -e',
    create(stage),
    `${pelagos} start ${stage.id}`,
    'cut -d: -f3 /proc/self/cgroup',
    `${pelagos} exec ${stage.id} sh -c 'cat /proc/self/cgroup; echo $0' fine`,
    `${pelagos} exec --detach --pid-file ${stage.path('entered')} ${stage.id} sleep 1000`,
    `cut -d: -f3 /proc/$(cat ${stage.path('entered')})/cgroup`,
    `${pelagos} delete --force ${stage.id}`,
  ].join('\n');
  const { code, text } = asUser(script);
  const path = `/user.slice/user-${uid}.slice/user@${uid}.service/user.slice/test-${stage.id}.scope`;
  t.equal(text, `/system.slice/pelagos-vm.service\n0::/\nfine\n${path}\n`);
  t.equal(code, 0);
});

onStage(t, 'a controller that is not handed down is named, with where it ends', (t, stage) => {
  prepare(stage, { cpu: { cpus: '0' } });
  const { code, text } = asUser(create(stage));
  t.equal(code, 1);
  const stop = `the controller "cpuset" is not handed down to /user.slice/user-${uid}.slice`;
  t.ok(text.includes(stop), text);
});

onStage(t, 'without the address of a bus it is told how to get one', (t, stage) => {
  prepare(stage, {});
  const { code, text } = asUser(create(stage), []);
  t.equal(code, 1);
  t.match(text, /install dbus-user-session and log in again, or set XDG_RUNTIME_DIR/);
});
