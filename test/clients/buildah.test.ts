/** buildah, which creates, starts and reaps containers by itself: no conmon is in between. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { commandPath, runtimeUnderTest } from '../support/requires.ts';
import type { CallOptions, Outcome } from '../support/runtime.ts';
import { succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';
import { makeImage } from './support/image.ts';
import { Machine } from './support/isolate.ts';
import { sized } from './support/terminal.ts';

const machine = new Machine('buildah');
t.setTimeout(0);

function buildah(args: readonly string[], options: CallOptions = {}): Outcome {
  const program = commandPath('buildah', 'run test/clients/install/buildah');
  const env = { BUILDAH_RUNTIME: runtimeUnderTest(), BUILDAH_ISOLATION: 'oci' };
  return machine.run([program, ...args], { ...options, env });
}

function succeeds(...args: readonly string[]): string {
  return succeed(`buildah ${args.join(' ')}`, buildah(args)).stdout.trimEnd();
}

const archive = join(machine.shared, 'box.tar');
makeImage(archive, { name: 'localhost/box:1' });
succeeds('pull', '--quiet', `docker-archive:${archive}`);
const working = succeeds('from', '--pull=never', 'localhost/box:1');
succeeds('run', working, 'true');
const before = machine.traces();

/** A test whose containers leave nothing in the machine. */
function onBuildah(title: string, play: (t: Test) => void): void {
  t.test(title, (t) => {
    play(t);
    machine.assertClean(t, before);
    t.equal(machine.run(['ls', '/run/pelagos']).stdout, '', 'no state is left');
    t.end();
  });
}

onBuildah('buildah run ends as the command does', (t) => {
  t.equal(buildah(['run', working, 'sh', '-c', 'exit 5']).code, 5);
  t.equal(buildah(['run', working, 'sh', '-c', 'sh -c "kill -9 \\$\\$"; exit $?']).code, 137);
  const missing = buildah(['run', working, '/nofile']);
  t.match(missing, { code: 1, stderr: /exec: "\/nofile": stat \/nofile: no such file/ });
  t.equal(buildah(['run', '--terminal=false', working, 'cat'], { input: 'text' }).stdout, 'text');
});

onBuildah('buildah run has the user, folder, limits and mounts asked for', (t) => {
  const flags = ['--user=tester', '--env=X=y', '--workingdir=/tmp', '--hostname=foo'];
  const mounts = ['--volume=/tmp:/v:ro', '--mount=type=tmpfs,dst=/t,tmpfs-size=1m'];
  const script = 'id -u; pwd; echo $X; hostname; touch /v/x || grep -c " /t tmpfs" /proc/mounts';
  const run = ['run', ...flags, ...mounts, working, 'sh', '-c', script];
  t.equal(succeeds(...run), '1000\n/tmp\ny\nfoo\n1');
  const caps = ['grep', 'CapEff', '/proc/self/status'];
  t.match(succeeds('run', '--cap-drop=all', working, ...caps), /0000000000000000$/);
});

onBuildah('buildah run gives a terminal of the size of its own', (t) => {
  const script = `stty rows 33 cols 77; buildah run --terminal ${working} sh`;
  const argv = ['script', '--quiet', '--return', '--command', script, '/dev/null'];
  const env = { BUILDAH_RUNTIME: runtimeUnderTest(), BUILDAH_ISOLATION: 'oci' };
  const shown = machine.run(argv, { env, input: `${sized}; tty\nexit 6\n` });
  t.match(shown, { code: 6, stdout: /33 77\r\n\/dev\/pts\/0\r\n/ });
});

onBuildah('an image is built and runs from a root file system made by hand', (t) => {
  const scratch = succeeds('from', 'scratch');
  succeeds('copy', '--quiet', scratch, commandPath('busybox'), '/bin/busybox');
  succeeds('run', scratch, '/bin/busybox', 'sh', '-c', 'busybox mkdir /made');
  succeeds('commit', '--quiet', scratch, 'scratched');
  const again = succeeds('from', '--pull=never', 'scratched');
  t.equal(succeeds('run', again, '/bin/busybox', 'ls', '/'), 'bin\ndev\netc\nmade\nproc\nrun\nsys');
  succeeds('rm', scratch, again);
  succeeds('rmi', 'scratched');
});

onBuildah('buildah build runs each step in a container, in every isolation', (t) => {
  const folder = join(machine.shared, 'build');
  mkdirSync(folder);
  const build = (lines: readonly string[], ...flags: readonly string[]) => {
    writeFileSync(join(folder, 'Dockerfile'), lines.join('\n'));
    return buildah(['build', '--quiet', '--tag=built', ...flags, folder]);
  };
  const steps = [
    'FROM localhost/box:1',
    'RUN echo $(id -u) >/built',
    'RUN cat /built && rm /built',
  ];
  for (const isolation of ['oci', 'rootless']) {
    t.match(build(steps, `--isolation=${isolation}`), { code: 0 }, isolation);
  }
  t.match(build(['FROM localhost/box:1', 'RUN exit 4']), { code: 4, stderr: /exit status 4/ });
  const limit = 'test $(cat /sys/fs/cgroup/memory/memory.limit_in_bytes) = 67108864';
  t.match(build(['FROM localhost/box:1', `RUN ${limit}`], '--memory=64m'), { code: 0 });
  t.match(build(['FROM localhost/box:1', 'RUN sleep 0.1 & echo $!']), { code: 0 });
  succeeds('rmi', 'built');
});

onBuildah('a step that is interrupted leaves no container', (t) => {
  const env = `BUILDAH_RUNTIME=${runtimeUnderTest()}`;
  const argv = ['env', env, 'HOME=/root', 'buildah', 'run', working, 'sleep', '4321'];
  const client = machine.background(argv, 'interrupted');
  const runs = () => machine.traces().processes.includes('/bin/sleep 4321');
  t.ok(eventually(runs));
  machine.shell(`kill -INT $(pgrep -f '^buildah run')`);
  t.ok(client.ended());
  t.ok(eventually(() => !runs()));
});

t.teardown(() => machine.clean());
