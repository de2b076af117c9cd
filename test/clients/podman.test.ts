/** podman run: what its options come to in the container, and how it ends. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onPodman } from './support/podman.ts';

onPodman(t, 'podman names pelagos as its runtime', (t, podman) => {
  t.match(
    podman.do('info', '--format', '{{.Host.OCIRuntime}}'),
    /pelagos version \d.*\n(commit: .*\n)?spec: 1/,
  );
});

/** What runs, the exit code, and what is said on standard error. */
const ends: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['the code of the command', ['sh', '-c', 'exit 7'], 7, /^$/],
  [
    '127 without such a command in PATH',
    ['nofile'],
    127,
    /pelagos: exec: "nofile": executable file not found in \$PATH.*command that was not found/,
  ],
  [
    '127 without such a file',
    ['/nofile'],
    127,
    /exec: "\/nofile": stat \/nofile: no such file or directory/,
  ],
  [
    '126 for a directory',
    ['/etc'],
    126,
    /exec: "\/etc": is a directory: permission denied: OCI permission denied/,
  ],
  ['126 for a file that is no program', ['/etc/passwd'], 126, /permission denied/],
];

onPodman(t, 'podman run ends as its container does', (t, podman) => {
  for (const [title, command, code, words] of ends) {
    const outcome = podman.run(['run', '--rm', 'box:1', ...command]);
    t.equal(outcome.code, code, title);
    t.match(outcome.stderr, words, title);
  }
  t.equal(podman.run(['run', '--rm', '--init', 'box:1', 'sh', '-c', 'kill -9 $$']).code, 137);
  t.equal(podman.run(['run', '--rm', 'box:1'], { input: 'echo in; exit 4' }).code, 0, 'no stdin');
  const fed = podman.run(['run', '--rm', '-i', 'box:1'], { input: 'echo in; exit 4' });
  t.match(fed, { code: 4, stdout: 'in\n' });
});

onPodman(t, "what a container may not start for is said with pelagos' own words", (t, podman) => {
  const run = (...args: string[]) => podman.run(['run', '--rm', ...args]);
  const file = join(podman.machine.shared, 'file');
  writeFileSync(file, '');
  t.match(run('-v', `${file}:/etc`, 'box:1', 'true'), {
    code: 126,
    stderr: /cannot mount ".*\/file" on "\/etc".*config\.json: \/mounts\/\d+/,
  });
  t.match(run('--cpu-rt-runtime=1000', 'box:1', 'true'), {
    code: 126,
    stderr: /OCI runtime error: pelagos: .*cpu\.rt_runtime_us.*\/linux\/resources\/cpu\/realtime/,
  });
});

onPodman(t, 'users and groups are those of the image or by number', (t, podman) => {
  const ids = 'echo $(id -u) $(id -g) $(id -G)';
  t.equal(podman.sh(ids, '--user=tester'), '1000 1000 1000 2000');
  t.equal(podman.sh(ids, '--user=1000:2000'), '1000 2000 2000');
  t.equal(podman.sh(ids, '--user=77'), '77 0 0');
  t.equal(podman.sh(ids, '--user=77:78', '--group-add=55'), '77 78 78 55');
  t.equal(podman.sh('umask; pwd', '--umask=077', '--workdir=/tmp'), '0077\n/tmp');
  t.equal(podman.sh('echo $HOME $A', '--user=tester', '--env=A=b'), '/home/tester b');
});

onPodman(t, 'limits are visible inside', (t, podman) => {
  const flags = ['--memory=64m', '--memory-swap=128m', '--memory-reservation=32m'];
  const cpu = ['--cpus=0.5', '--cpu-shares=512', '--cpuset-cpus=0', '--pids-limit=33'];
  const files = [
    'memory/memory.limit_in_bytes memory/memory.memsw.limit_in_bytes',
    'memory/memory.soft_limit_in_bytes cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us',
    'cpu/cpu.shares cpuset/cpuset.cpus pids/pids.max',
  ].join(' ');
  const seen = podman.sh(`cd /sys/fs/cgroup; echo $(cat ${files})`, ...flags, ...cpu);
  t.equal(seen, '67108864 134217728 33554432 50000 100000 512 0 33');
  const ulimit = ['--ulimit=nofile=123:456', '--ulimit=nproc=50:50', '--ulimit=core=0'];
  t.equal(podman.sh('ulimit -Sn; ulimit -Hn; ulimit -c', ...ulimit), '123\n456\n0');
  t.equal(podman.sh('cat /proc/self/oom_score_adj', '--oom-score-adj=100'), '100');
  const eater = ['awk', 'BEGIN { s = "x"; while (1) s = s s }'];
  const eating = podman.run(['run', '--rm', ...flags, 'box:1', ...eater]);
  t.equal(eating.code, 137, 'the kernel ends what takes more memory');
});

onPodman(t, 'sysctls, devices and their rules are those of the command line', (t, podman) => {
  const sysctls = ['--sysctl=net.ipv4.ip_forward=1', '--sysctl=kernel.msgmax=9000'];
  const forward = 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax';
  t.equal(podman.sh(forward, ...sysctls), '1\n9000');
  t.match(podman.sh('ls -l /dev/full2', '--device=/dev/full:/dev/full2'), /^crw.* 1, +7 /);
  const rules = podman.sh(
    'cat /sys/fs/cgroup/devices/devices.list',
    '--device-cgroup-rule=c 5:3 r',
  );
  t.match(rules, /^c 5:3 r$/m);
  const denied = [
    'run',
    '--rm',
    '--cap-add=mknod',
    'box:1',
    'sh',
    '-c',
    'mknod /m c 1 11 && cat /m',
  ];
  t.match(podman.run(denied).stderr, /Operation not permitted/);
});

onPodman(t, 'capabilities and no-new-privileges are as asked', (t, podman) => {
  const words = (script: string, ...flags: string[]) =>
    podman.sh(script, ...flags).replace(/\s+/g, ' ');
  const caps = 'grep -E "CapEff|CapBnd" /proc/self/status';
  t.equal(words(caps, '--cap-drop=all'), 'CapEff: 0000000000000000 CapBnd: 0000000000000000');
  const some = ['--cap-drop=all', '--cap-add=net_admin'];
  t.equal(words(caps, ...some), 'CapEff: 0000000000001000 CapBnd: 0000000000001000');
  const user = words('grep -E "CapEff|CapAmb" /proc/self/status', ...some, '--user=tester');
  t.equal(user, 'CapEff: 0000000000001000 CapAmb: 0000000000001000');
  const flags = ['--security-opt=no-new-privileges', '--security-opt=seccomp=unconfined'];
  const status = 'grep -E "NoNewPrivs|Seccomp:" /proc/self/status';
  t.equal(words(status, ...flags), 'NoNewPrivs: 1 Seccomp: 0');
  t.equal(words(status), 'NoNewPrivs: 0 Seccomp: 2');
  const free =
    'mount -t tmpfs x /mnt && echo mounted; grep Seccomp: /proc/self/status; ls /dev | grep -c vda';
  t.match(words(free, '--privileged'), /^mounted Seccomp: 0 [1-9]/);
});

onPodman(t, 'a seccomp profile of the caller is loaded', (t, podman) => {
  const profile = join(podman.machine.shared, 'seccomp.json');
  const syscalls = [{ names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO', errnoRet: 33 }];
  writeFileSync(profile, JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls }));
  const seccomp = `--security-opt=seccomp=${profile}`;
  const refused = podman.run(['run', '--rm', seccomp, 'box:1', 'mkdir', '/tmp/x']);
  t.match(refused.stderr, /Numerical argument out of domain/);
});

onPodman(t, 'a read-only root leaves what must be written writable', (t, podman) => {
  const tries = 'for d in / /tmp /run /dev/shm; do touch $d/x 2>/dev/null && echo $d; done; true';
  t.equal(podman.sh(tries, '--read-only'), '/tmp\n/run\n/dev/shm');
  // podman 5 takes /dev/shm for one of the tmpfs that it is told not to make writable.
  const still = podman.major < 5 ? '/dev/shm' : '';
  t.equal(podman.sh(tries, '--read-only', '--read-only-tmpfs=false'), still);
});

onPodman(t, 'tmpfs, volumes, overlays and images are mounted', (t, podman) => {
  const folder = join(podman.machine.shared, 'volume');
  mkdirSync(folder);
  writeFileSync(join(folder, 'file'), 'content\n');
  const look = 'cat /v/file; touch /v/new 2>/dev/null && echo written; ls /v';
  t.equal(podman.sh(look, `-v=${folder}:/v:ro,z`), 'content\nfile');
  t.equal(podman.sh(look, `-v=${folder}:/v:O`), 'content\nwritten\nfile\nnew');
  t.equal(podman.sh(look, `-v=${folder}:/v`), 'content\nwritten\nfile\nnew');
  const owner = podman.sh('stat -c %u:%g /v/file', `-v=${folder}:/v:U`, '--user=1000:1000');
  t.equal(owner, '1000:1000');
  const slave = `--mount=type=bind,src=${folder},dst=/v,bind-propagation=rslave,bind-nonrecursive`;
  t.match(podman.sh('grep " /v " /proc/self/mountinfo', slave), / rw,/);
  const options = podman.sh('grep " /v " /proc/mounts', '--tmpfs=/v:size=3m,mode=700,noexec');
  t.match(options, /noexec.*size=3072k,mode=700/);
  t.match(podman.sh('ls /i/bin/busybox', '--mount=type=image,src=box:1,dst=/i'), /busybox/);
  t.equal(podman.sh('touch /v/x; ls /v', '-v=named:/v'), 'x');
  podman.do('volume', 'rm', 'named');
  t.equal(
    podman.sh('df /dev/shm | tail -n 1 | tr -s " " | cut -d " " -f 2', '--shm-size=3m'),
    '3072',
  );
});

onPodman(
  t,
  'a tmpfs over a folder of the image has its files, and the mode that was asked for',
  (t, podman) => {
    t.match(podman.sh('cat /etc/passwd; stat -c %a /etc', '--tmpfs=/etc'), /tester[\s\S]*\n755$/);
    t.match(podman.sh('cat /etc/group; stat -c %a /etc', '--tmpfs=/etc:mode=750'), /\n750$/);
  },
);

onPodman(t, 'paths are masked and shown as told', (t, podman) => {
  const look = 'cat /etc/passwd; dd if=/proc/timer_list bs=1 count=4 2>/dev/null | wc -c';
  t.equal(podman.sh(look, '--security-opt=mask=/etc/passwd'), '0');
  t.equal(
    podman.sh(look, '--security-opt=mask=/etc/passwd', '--security-opt=unmask=/proc/timer_list'),
    '4',
  );
});

onPodman(t, 'a user namespace gives the ids of the host that were asked for', (t, podman) => {
  const map = ['--uidmap=0:100000:5000', '--gidmap=0:200000:5000'];
  const look = 'echo $(cat /proc/self/uid_map /proc/self/gid_map); touch /x; stat -c %u:%g /x';
  t.equal(podman.sh(look, ...map), '0 100000 5000 0 200000 5000\n0:0');
  t.equal(podman.sh('id -u; id -G', ...map, '--user=tester'), '1000\n1000 2000');
  writeFileSync(join(podman.machine.directory, 'etc/subuid'), 'containers:300000:65536\n');
  writeFileSync(join(podman.machine.directory, 'etc/subgid'), 'containers:300000:65536\n');
  t.match(podman.sh('cat /proc/self/uid_map', '--userns=auto'), /^ +0 +300000 +\d+$/);
  // conmon, and what it starts to clean up, has mounts of its own then. Where that is faster than the
  // podman that waits, as it may be since podman 5, a mount stays, whatever the runtime is.
  const kept = podman.machine
    .traces()
    .mounts.filter((path) => /^\/var\/.*\/userdata\/shm$/.test(path));
  for (const path of kept) podman.machine.shell(`umount ${path}`);
});

onPodman(t, 'namespaces of the host are entered where that is asked for', (t, podman) => {
  const names = ['ipc', 'uts', 'net', 'pid'];
  const look = names.map((name) => `readlink /proc/self/ns/${name}`).join('; ');
  const host = podman.machine.shell(look).stdout.trimEnd();
  t.equal(podman.sh(look, '--ipc=host', '--uts=host', '--net=host', '--pid=host'), host);
  const own = podman.sh(look).split('\n');
  for (const link of own) t.notOk(host.includes(link), link);
  t.match(podman.sh('head -n 1 /proc/self/cgroup', '--cgroupns=private'), /:\/$/);
  t.equal(
    podman.sh('hostname; cat /etc/hosts', '--hostname=foo', '--add-host=a:1.2.3.4').split('\n')[0],
    'foo',
  );
});

onPodman(t, 'cgroups are where podman wants them, or there are none', (t, podman) => {
  const where = 'grep :pids: /proc/self/cgroup';
  t.match(podman.sh(where), /:\/libpod_parent\/libpod-[0-9a-f]{64}$/);
  t.match(podman.sh(where, '--cgroup-parent=/mine'), /:\/mine\/libpod-/);
  t.match(podman.sh(where, '--cgroups=no-conmon'), /:\/libpod_parent\/libpod-/);
  t.match(podman.sh(where, '--cgroups=disabled'), /:\/$/);
  podman.machine.shell('rmdir /sys/fs/cgroup/*/mine/conmon /sys/fs/cgroup/*/mine');
});

onPodman(t, 'descriptors, personality and hooks reach the container', (t, podman) => {
  const { machine } = podman;
  const fd = `exec 3>/tmp/three; ${podman.program} run --rm --preserve-fds=1 box:1 sh -c "echo to three >&3"; cat /tmp/three`;
  t.equal(machine.shell(fd).stdout, 'to three\n');
  t.equal(podman.do('run', '--rm', '--personality=LINUX32', 'box:1', 'uname', '-m'), 'i686');
  const hooks = join(machine.shared, 'hooks');
  mkdirSync(hooks);
  const hook = (stage: string) => ({
    version: '1.0.0',
    hook: { path: '/bin/sh', args: ['sh', '-c', `cat >>${hooks}/${stage}.state`] },
    when: { always: true },
    stages: [stage],
  });
  for (const stage of ['prestart', 'createRuntime', 'poststop']) {
    writeFileSync(join(hooks, `${stage}.json`), JSON.stringify(hook(stage)));
  }
  podman.do('--hooks-dir', hooks, 'run', '--rm', 'box:1', 'true');
  const states = machine.shell(`cat ${hooks}/*.state`).stdout;
  t.match(states, /"status": ?"creating"[\s\S]*"status": ?"stopped"/);
});

onPodman(t, 'a terminal has its size, its name and echoes what is typed', (t, podman) => {
  const shown = podman.onTerminal(['run', '--rm', '-it', 'box:1'], 'stty size; tty\nexit 6\n');
  t.match(shown.stdout, /33 77\r\n/);
  t.match(shown.stdout, /\/dev\/pts\/0\r\n/);
  t.equal(shown.code, 6);
  t.match(podman.do('run', '--rm', '-t', 'box:1', 'tty'), '/dev/pts/0');
});
