/** podman of an ordinary user, who has subordinate ids and no cgroups of his own. */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { requireRoot } from '../support/requires.ts';
import { Machine } from './support/isolate.ts';
import { Podman } from './support/podman.ts';
import { sized } from './support/terminal.ts';

const user = 12345;
const home = '/var/home';
const runtimeDirectory = `/run/user/${user}`;

requireRoot();
t.setTimeout(0);
const machine = new Machine('rootless');
t.teardown(() => machine.clean());

function addUser(): void {
  const etc = join(machine.directory, 'etc');
  const lines = {
    passwd: `someone:x:${user}:${user}::${home}:/bin/sh`,
    group: `someone:x:${user}:`,
  };
  for (const [name, line] of Object.entries(lines)) machine.shell(`echo ${line} >>/etc/${name}`);
  for (const name of ['subuid', 'subgid']) writeFileSync(join(etc, name), 'someone:700000:65536\n');
  mkdirSync(join(machine.directory, home), { recursive: true });
  chownSync(join(machine.directory, home), user, user);
  machine.shell(`mkdir -p ${runtimeDirectory} && chown ${user}:${user} ${runtimeDirectory}`);
}

addUser();
const ids = [`--reuid=${user}`, `--regid=${user}`, '--inh-caps=-all'];
const env = { HOME: home, XDG_RUNTIME_DIR: runtimeDirectory, USER: 'someone' };
const podman = new Podman(machine, { wrapper: ['setpriv', ...ids, '--clear-groups', '--'], env });
podman.load('--network=none');
const before = machine.traces();

/** A test whose containers leave nothing behind, neither in the machine nor in the state folder. */
function onRootless(title: string, play: (t: Test) => void): void {
  t.test(title, (t) => {
    try {
      play(t);
      t.equal(podman.do('ps', '--all', '--quiet'), '', 'no container is left');
      machine.assertClean(t, before);
      t.equal(machine.run(['ls', `${runtimeDirectory}/pelagos`]).stdout, '', 'no state is left');
    } finally {
      podman.run(['rm', '--all', '--force', '--time=0']);
    }
    t.end();
  });
}

const sh = (script: string, ...flags: readonly string[]): string =>
  podman.sh(script, '--network=none', ...flags);

onRootless('a container has the ids that the user was given', (t) => {
  const info = podman.do('info', '--format={{.Host.Security.Rootless}} {{.Host.OCIRuntime.Name}}');
  t.equal(info, 'true pelagos');
  const map = sh('tr -s " " </proc/self/uid_map; touch /x; chown 5:6 /x; stat -c %u:%g /x');
  t.equal(map, ` 0 ${user} 1\n 1 700000 65536\n5:6`);
  t.equal(sh('id -u; id -G', '--user=tester'), '1000\n1000 2000');
  t.equal(sh('id -u', '--userns=keep-id'), `${user}`);
  t.equal(sh('id -u; tr -s " " </proc/self/uid_map', '--userns=nomap'), '0\n 0 1 65536');
});

onRootless('podman run ends as its container does', (t) => {
  const run = (...args: readonly string[]) =>
    podman.run(['run', '--rm', '--network=none', ...args]);
  t.equal(run('box:1', 'sh', '-c', 'exit 5').code, 5);
  t.equal(run('--init', 'box:1', 'sh', '-c', 'kill -9 $$').code, 137);
  t.match(run('box:1', '/nofile'), { code: 127, stderr: /pelagos: exec: "\/nofile": stat/ });
  t.match(run('box:1', '/etc'), { code: 126, stderr: /permission denied/ });
});

onRootless('options that need no cgroup do what they do for root', (t) => {
  t.equal(sh('touch /x 2>/dev/null || touch /t/x && ls /t', '--read-only', '--tmpfs=/t'), 'x');
  t.equal(sh('ulimit -n', '--ulimit=nofile=100:100'), '100');
  t.match(sh('grep CapEff /proc/self/status', '--privileged'), /000001ff/);
  t.match(sh('ls -ln /dev/zero2', '--device=/dev/zero:/dev/zero2'), /^crw.* 1, +5 /);
  t.match(sh('cat /proc/self/cgroup', '--cgroups=disabled'), /:\/$/m);
  const host = ['run', '--rm', '--network=host', '--uts=host', 'box:1', 'hostname'];
  t.equal(podman.do(...host), machine.run(['hostname']).stdout.trim());
});

onRootless('groups of the user are kept where that is asked for', (t) => {
  const groups = ['setpriv', ...ids, '--groups=4567', '--'];
  const flags = ['--rm', '--network=none', '--group-add=keep-groups'];
  const run = ['run', ...flags, 'box:1', 'grep', 'Groups', '/proc/self/status'];
  t.match(podman.run(run, { wrapper: groups }).stdout, /65534/);
});

onRootless('a container is entered, stopped, started and killed', (t) => {
  const script = 'trap "exit 3" TERM; while :; do sleep 0.1; done';
  podman.do('run', '--detach', '--name=c', '--network=none', 'box:1', 'sh', '-c', script);
  t.equal(podman.run(['exec', 'c', 'sh', '-c', 'exit 6']).code, 6);
  t.equal(podman.do('exec', '--user=tester', 'c', 'id', '-u'), '1000');
  const typed = podman.onTerminal(['exec', '-it', 'c', 'sh'], `${sized}; exit 7\n`);
  t.match(typed, { code: 7, stdout: /33 77\r\n/ });
  podman.do('stop', 'c');
  t.equal(podman.do('inspect', '--format={{.State.ExitCode}}', 'c'), '3');
  podman.do('start', 'c');
  podman.do('kill', 'c');
  t.equal(podman.do('wait', 'c'), '137');
  podman.do('rm', 'c');
});

onRootless('images are built, and pods are made', (t) => {
  const folder = join(machine.shared, 'build');
  mkdirSync(folder);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM box:1\nRUN id -u >/u && chown tester /u\n');
  podman.do('build', '--quiet', '--network=none', '--tag=built', folder);
  const look = ['built', 'sh', '-c', 'cat /u; stat -c %U /u'];
  t.equal(podman.do('run', '--rm', '--network=none', ...look), '0\ntester');
  podman.do('rmi', '--force', 'built');
  podman.do('pod', 'create', '--name=p', '--network=none', '--share=pid,ipc,net,uts');
  t.match(podman.sh('ps', '--pod=p'), /catatonit/);
  podman.do('pod', 'rm', '--force', '--time=0', 'p');
});
