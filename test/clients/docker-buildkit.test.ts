/** The BuildKit within Docker runs its steps by pelagos, which it finds in PATH as runc. */
import t from 'tap';
import { type Background, background } from '../support/background.ts';
import type { Outcome } from '../support/runtime.ts';
import { eventually } from '../support/wait.ts';
import { type Docker, onDocker } from './support/dockerd.ts';

const flags = ['build', '--progress=plain', '--no-cache', '-'];

function build(docker: Docker, ...lines: string[]): Outcome {
  const input = ['FROM box:1', ...lines].join('\n');
  return docker.call(flags, { input, env: { DOCKER_BUILDKIT: '1' } });
}

onDocker(t, 'BuildKit', (docker, test) => {
  test('builds an image whose steps run as they say', (t) => {
    const { code, stderr } = build(
      docker,
      'ENV LIMITED=yes',
      'WORKDIR /new',
      'RUN id && echo $LIMITED && pwd && echo made >file',
      'USER tester',
      'RUN id -un && cat file',
    );
    t.equal(code, 0, stderr);
    for (const text of [/uid=0\(root\)/, / yes\n/, / \/new\n/, / tester\n/, / made\n/]) {
      t.match(stderr, text);
    }
  });

  test('a step that fails ends the build with what it said and its exit code', (t) => {
    const { code, stderr } = build(docker, 'RUN echo what went wrong; exit 42');
    t.equal(code, 1);
    t.match(stderr, /what went wrong/);
    t.match(stderr, /exit code: 42/);
    t.match(build(docker, 'RUN ["/no/such"]').stderr, /no such file or directory/);
    t.match(build(docker, 'RUN sh -c "kill -9 \\$\\$"; exit $?').stderr, /code: 137/);
  });

  test('steps run side by side', (t) => {
    const stage = (name: string) => [
      `FROM box:1 AS ${name}`,
      `RUN sleep 1; echo ${name} >/${name}`,
    ];
    const names = ['one', 'two', 'three', 'four'];
    const copies = names.map((name) => `COPY --from=${name} /${name} /`);
    const lines = [
      ...names.flatMap(stage),
      'FROM box:1',
      ...copies,
      'RUN cat /one /two /three /four',
    ];
    const { code, stderr } = build(docker, ...lines);
    t.equal(code, 0, stderr);
    t.match(stderr, /one\n.*two\n.*three\n.*four\n/);
  });

  test('mounts of a step are there for it alone', (t) => {
    const { code, stderr } = build(
      docker,
      'RUN --mount=type=tmpfs,target=/t --mount=type=cache,target=/c echo x >/t/f && echo y >/c/f',
      'RUN --mount=type=cache,target=/c cat /c/f && test ! -e /t/f',
      'RUN --mount=type=bind,target=/b,rw touch /b/f',
      'RUN mount | grep -q " / " && test -z "$(ls /c)"',
    );
    t.equal(code, 0, stderr);
  });

  test('a build that is interrupted ends its step', (t) => {
    const script = `printf 'FROM box:1\nRUN echo begun; exec sleep 7777\n' | DOCKER_BUILDKIT=1 exec /usr/bin/docker ${flags.join(' ')}`;
    const log = `${docker.machine.directory}/build.log`;
    const running: Background = background([...docker.machine.entry, 'sh', '-c', script], log);
    const step = () => docker.machine.traces().cgroups.some((path) => path.includes('/buildkit/'));
    t.ok(eventually(step), running.output());
    // One that is interrupted earlier makes newer builders kill the runtime while it makes the step.
    t.ok(eventually(() => running.output().includes(' begun\n')));
    docker.machine.shell('kill -INT $(pgrep -x docker)');
    t.ok(running.ended());
    t.ok(
      eventually(() => !step()),
      'nothing of it is left',
    );
  });
});
