/** Docker runs its containers by pelagos: the commands that people type, and what they count on. */
import t from 'tap';
import { isUnified } from '../support/cgroups.ts';
import { eventually } from '../support/wait.ts';
import { onDocker } from './support/dockerd.ts';
import { sized } from './support/terminal.ts';

onDocker(t, 'Docker', (docker, test) => {
  test('docker run ends as the container does, or says why there is none', (t) => {
    const run = (...args: string[]) => docker.call(['run', '--rm', '--net=none', ...args]);
    const ends: [number, RegExp, string[]][] = [
      [0, /^hi\n$/, ['box:1', 'echo', 'hi']],
      [7, /^$/, ['box:1', 'sh', '-c', 'exit 7']],
      [137, /^$/, ['--pid=host', 'box:1', 'sh', '-c', 'kill -9 $$']],
      [127, /exec: "nosuch": executable file not found in \$PATH/, ['box:1', 'nosuch']],
      [127, /exec: "\/no\/such": .*no such file or directory/, ['box:1', '/no/such']],
      [126, /exec: "\/etc\/passwd": permission denied/, ['box:1', '/etc/passwd']],
      [126, /exec: "\/etc": is a directory/, ['box:1', '/etc']],
      [
        125,
        /not a directory.*Are you trying to mount/,
        ['-v', '/etc:/etc/passwd', 'box:1', 'true'],
      ],
      [
        125,
        /not a directory.*Are you trying to mount/,
        ['-v', '/etc/passwd:/etc', 'box:1', 'true'],
      ],
      [125, /net.ipv4.nosuch/, ['--sysctl=net.ipv4.nosuch=1', 'box:1', 'true']],
    ];
    for (const [wanted, text, args] of ends) {
      const { code, stdout, stderr } = run(...args);
      t.equal(code, wanted, args.join(' '));
      t.match(stdout + stderr, text);
    }
  });

  test('a container is what the options of docker run say', (t) => {
    const wishes: [string, RegExp, string[]][] = [
      ['id', /uid=1000\(tester\) gid=1000\(tester\).*2000\(extra\)/, ['--user=tester']],
      ['id', /uid=1234 gid=99 groups=.*7/, ['--user=1234:99', '--group-add=7']],
      ['ps -o comm | sed -n 2p', /^docker-init$/m, ['--init']],
      ['hostname; cat /proc/sys/kernel/domainname', /^h\nd\n$/, ['-h=h', '--domainname=d']],
      ['cat /proc/sys/kernel/msgmax', /^9000$/m, ['--sysctl=kernel.msgmax=9000']],
      ['ulimit -n; ulimit -Hn', /^100\n200\n$/, ['--ulimit=nofile=100:200']],
      [
        'touch /x; touch /tmp/x; ls /tmp',
        /Read-only file system\s(?:.|\n)*/,
        ['--read-only', '--tmpfs=/tmp'],
      ],
      [
        'grep CapEff /proc/self/status',
        /0000000000000400/,
        ['--cap-drop=ALL', '--cap-add=NET_BIND_SERVICE'],
      ],
      [
        'grep -E "Seccomp:|NoNew" /proc/self/status',
        /1\s+Seccomp:\s+2/,
        ['--security-opt=no-new-privileges'],
      ],
      ['grep Seccomp: /proc/self/status', /\s0$/m, ['--security-opt=seccomp=unconfined']],
      [
        'ls /dev/loop-control; mount | grep -c " /sys/fs/cgroup.*(rw"',
        /loop-control\n[1-9]/,
        ['--privileged'],
      ],
      ['df /dev/shm', /^shm +3072 /m, ['--shm-size=3m']],
      ['ls -l /dev/lc', /^crw.*10, 237/, ['--device=/dev/loop-control:/dev/lc']],
      ['cat /proc/self/oom_score_adj', /^500$/m, ['--oom-score-adj=500']],
      ['ls /sys/class/net; pwd', /^lo\n\/new\/directory$/m, ['--workdir=/new/directory']],
      ['test -e /proc/$PPID/exe || echo host', /host/, ['--pid=host', '--uts=host', '--ipc=host']],
      ['cat /sys/fs/cgroup/docker/x 2>&1; cat /proc/self/cgroup', /:\/$/m, ['--cgroupns=private']],
    ];
    for (const [script, text, options] of wishes) {
      const { stdout, stderr } = docker.run(options, script);
      t.match(stdout + stderr, text, options.join(' '));
    }
  });

  test('limits of docker run and docker update are those of the cgroup', (t) => {
    const limits = isUnified()
      ? 'cd /sys/fs/cgroup; cat memory.max cpu.max pids.max cpuset.cpus'
      : 'cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us pids/pids.max cpuset/cpuset.cpus';
    const options = ['--memory=40m', '--cpus=0.5', '--pids-limit=40', '--cpuset-cpus=0'];
    docker.detached('limited', options, 'exec sleep 1000');
    const inside = () => docker.succeed(['exec', 'limited', 'sh', '-c', limits]);
    t.match(inside(), /^41943040\n50000.*\n40\n0\n$/);
    const changes = ['--memory=50m', '--memory-swap=70m', '--cpus=0.3', '--pids-limit=33'];
    docker.succeed(['update', ...changes, 'limited']);
    t.match(inside(), /^52428800\n30000.*\n33\n0\n$/);
    const stats = ['stats', '--no-stream', '--format', '{{.PIDs}} {{.MemUsage}}', 'limited'];
    t.match(docker.succeed(stats), /^1 .* \/ 50MiB$/m);
  });

  test('docker knows of a container that has used up its memory', (t) => {
    const script = 'dd if=/dev/zero of=/dev/null bs=100M count=1; sleep 2; exit 3';
    docker.detached('hungry', ['--memory=20m', '--memory-swap=20m'], script);
    t.equal(docker.succeed(['wait', 'hungry']), '3\n');
    t.ok(eventually(() => docker.inspect('hungry', '.State.OOMKilled') === 'true'));
  });

  test('docker exec, top, logs, cp, pause and attach reach a container', (t) => {
    const script =
      'trap "exit 3" TERM; echo started; echo bad >&2; while read x; do echo "got $x"; done';
    docker.detached('box', ['--interactive'], script);
    const exec = (...args: string[]) => docker.call(['exec', ...args]);
    t.ok(docker.says('box', 'started\n'));
    t.ok(eventually(() => docker.call(['logs', 'box']).stderr === 'bad\n'));
    const inTmp = exec(
      '-u=tester',
      '-e=X=y',
      '-w=/tmp',
      'box',
      'sh',
      '-c',
      'id -un; echo $X; pwd; exit 9',
    );
    t.match(inTmp, { code: 9, stdout: 'tester\ny\n/tmp\n' });
    const cat = docker.call(['exec', '-i', 'box', 'cat'], { input: 'in\n' });
    t.match(cat, { code: 0, stdout: 'in\n' });
    // Newer daemons say of an exec, too, that there is no such program.
    const missing = docker.api < 44 ? 126 : 127;
    t.match(exec('box', 'nosuch'), {
      code: missing,
      stdout: /executable file not found in \$PATH/,
    });
    t.match(exec('box', '/etc/passwd'), { code: 126, stdout: /permission denied/ });
    t.match(exec('-w=/no', 'box', 'pwd'), { code: missing, stdout: /no such file or directory/i });
    t.match(
      exec('--privileged', 'box', 'grep', 'CapEff', '/proc/self/status').stdout,
      /[1-9a-f]ff$/m,
    );
    t.equal(
      docker
        .succeed(['top', 'box', '-o', 'pid,args'])
        .split('\n')[1]
        ?.replace(/^\d+ +/, ''),
      `sh -c ${script}`,
    );
    docker.succeed(['cp', '/etc/group', 'box:/tmp/copied']);
    t.equal(exec('box', 'ls', '/tmp').stdout, 'copied\n');
    docker.succeed(['pause', 'box']);
    t.equal(docker.inspect('box', '.State.Status'), 'paused');
    t.match(exec('box', 'true').stderr, /is paused/);
    docker.succeed(['unpause', 'box']);
    const until = (text: string) => `until grep -q "${text}" /tmp/out; do sleep 0.1; done`;
    const typing = `(echo a; ${until('got a')}; echo b; ${until('got b')})`;
    // It stays attached when its input has ended.
    const attach = `touch /tmp/out; ${typing} | /usr/bin/docker attach box >/tmp/out &`;
    const attached = `${attach} ${until('got b')}; kill -KILL $!; cat /tmp/out`;
    t.equal(docker.machine.shell(attached).stdout, 'got a\ngot b\n');
  });

  test('a terminal of docker is one in the container, with its size', (t) => {
    const wide = 'stty -echo rows 33 cols 77; exec "$@"';
    const look = `tty; ${sized}; test -t 2 && ls -l /dev/console; exit 4`;
    const script = ['script', '-qec'];
    const run = `sh -c '${wide}' x /usr/bin/docker run -it --rm --net=none box:1 sh -c '${look}'`;
    // At the end of its input script(1) types a NUL, which may be shown anywhere.
    const shown = (line: string): unknown[] => {
      const { code, stdout } = docker.machine.run([...script, line, '/dev/null']);
      return [code, stdout.replaceAll('^@', '')];
    };
    t.match(shown(run), [4, /\/dev\/pts\/0\r\n33 77\r\ncrw--w----.*\/dev\/console/]);
    docker.detached('box', ['-t'], 'exec sleep 1000');
    const exec = `sh -c '${wide}' x /usr/bin/docker exec -it box sh -c '${look}'`;
    t.match(shown(exec), [4, /\/dev\/pts\/1\r\n33 77\r\n/]);
    const typed = docker.typed(
      ['run', '-it', '--rm', '--net=none', 'box:1', 'head', '-n1'],
      'typed\n',
    );
    t.match([typed.code, typed.stdout], [0, /typed\r\ntyped/]);
  });

  test('docker stop, start, restart and kill end containers and begin them anew', (t) => {
    const ended = (name: string) => docker.inspect(name, '.State.Status') === 'exited';
    docker.detached(
      'box',
      ['--stop-signal=INT'],
      'trap "exit 5" INT; echo ready; while :; do sleep 0.05; done',
    );
    t.ok(docker.says('box', 'ready\n'));
    docker.succeed(['stop', 'box']);
    t.equal(docker.inspect('box', '.State.ExitCode'), '5');
    docker.succeed(['start', 'box']);
    docker.succeed(['restart', '-t', '1', 'box']);
    docker.succeed(['kill', 'box']);
    t.ok(eventually(() => ended('box')));
    t.equal(docker.inspect('box', '.State.ExitCode'), '137');
    t.match(docker.call(['kill', 'box']).stderr, /is not running/);
    docker.succeed(['rm', 'box']);
    docker.detached('again', ['--restart=on-failure:2'], 'exit 3');
    t.ok(eventually(() => docker.inspect('again', '.RestartCount') === '2' && ended('again')));
  });

  test('what a container without a pid namespace has left ends with it', (t) => {
    docker.detached('box', ['--pid=host'], 'sleep 777 & exec sleep 888');
    const sleepers = () =>
      docker.machine.traces().processes.filter((line) => /^sleep [78]/.test(line));
    t.ok(eventually(() => sleepers().length === 2));
    docker.succeed(['kill', 'box']);
    t.ok(eventually(() => sleepers().length === 0));
  });

  test('a health check runs in the container', (t) => {
    const health = [
      '--health-cmd=test -e /healthy',
      '--health-interval=300ms',
      '--health-retries=1',
    ];
    docker.detached('box', health, 'exec sleep 1000');
    const is = (word: string) => () => docker.inspect('box', '.State.Health.Status') === word;
    t.ok(eventually(is('unhealthy')));
    docker.succeed(['exec', '-d', 'box', 'touch', '/healthy']);
    t.ok(eventually(is('healthy')));
  });

  test('docker build runs its steps, the classic way', (t) => {
    const build = (...lines: string[]) =>
      docker.call(['build', '-t', 'built:1', '--force-rm', '-'], {
        input: ['FROM box:1', ...lines].join('\n'),
        env: { DOCKER_BUILDKIT: '0' },
      });
    const built = build('RUN echo made >/file && id', 'USER tester', 'RUN id -un >/tmp/user');
    t.equal(built.code, 0, built.stderr);
    t.match(built.stdout, /^uid=0/m);
    t.equal(
      docker.succeed(['run', '--rm', 'built:1', 'cat', '/file', '/tmp/user']),
      'made\ntester\n',
    );
    const failed = build('RUN echo bad; exit 9');
    t.match([failed.code, failed.stderr], [9, /returned a non-zero code: 9/]);
    docker.succeed(['image', 'prune', '--force']);
  });

  test('containers share namespaces and volumes, and are on the bridge', (t) => {
    docker.detached(
      'box',
      ['--ipc=shareable', '--volume=vol:/v'],
      'echo shared >/v/file; echo ready; exec sleep 1000',
    );
    t.ok(docker.says('box', 'ready\n'));
    const joining = ['--pid', '--ipc'].map((kind) => `${kind}=container:box`);
    const same =
      'ps -o args; cat /v/file; for p in 1 self; do readlink /proc/$p/ns/ipc; done | uniq | wc -l';
    const { stdout } = docker.run([...joining, '--volumes-from=box'], same);
    t.match(stdout, /sleep 1000(?:.|\n)*\nshared\n1\n$/);
    docker.succeed(['rm', '-f', 'box']);
    docker.succeed(['volume', 'rm', 'vol']);
    const bridged = [
      'run',
      '--rm',
      'box:1',
      'sh',
      '-c',
      'ip -o address show eth0; ping -c1 172.17.0.1',
    ];
    t.match(docker.succeed(bridged), /inet 172\.17\.(?:.|\n)* 1 packets received/);
  });
});

onDocker(
  t,
  'Docker with live-restore',
  (docker, test) => {
    test('containers live on without the daemon, which finds them again', (t) => {
      docker.detached('box', [], 'echo before; sleep 2; echo after; exec sleep 1000');
      docker.stop('KILL');
      docker.start();
      t.equal(docker.inspect('box', '.State.Status'), 'running');
      t.ok(docker.says('box', 'before\nafter\n'));
      t.equal(docker.succeed(['exec', 'box', 'echo', 'inside']), 'inside\n');
      docker.succeed(['stop', '-t', '0', 'box']);
      t.equal(docker.inspect('box', '.State.ExitCode'), '137');
    });
  },
  { 'live-restore': true },
);

onDocker(
  t,
  'Docker with userns-remap',
  (docker, test) => {
    test('root of a container is nobody of note outside', (t) => {
      docker.detached('box', ['--volume=vol:/v'], 'id -u; echo x >/v/f; exec sleep 1000');
      const pid = docker.inspect('box', '.State.Pid');
      const status = docker.machine.run(['grep', '^Uid:', `/proc/${pid}/status`]).stdout;
      t.match(status, /^Uid:\s+[1-9]\d{5}\s/);
      t.ok(docker.says('box', '0\n'));
      t.match(docker.succeed(['exec', 'box', 'id']), /^uid=0\(root\)/);
      t.match(docker.run(['--userns=host'], 'cat /proc/self/uid_map').stdout, /4294967295/);
    });
  },
  { 'userns-remap': 'default' },
);
