/** Pods, Kubernetes' documents, builds, networks: what podman does with several containers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { eventually } from '../support/wait.ts';
import { onPodman, type Podman } from './support/podman.ts';

function removePod(podman: Podman, name: string): void {
  podman.do('pod', 'rm', '--force', '--time=0', name);
  removePodCgroups(podman);
}

/** Beside cgroups of version 1, podman forgets those that it made for a pod of version 2. */
function removePodCgroups({ machine }: Podman): void {
  const roots = 'unified systemd';
  const empty = '-mindepth 1 -depth -type d -not -name conmon -delete';
  machine.shell(`for r in ${roots}; do find /sys/fs/cgroup/$r/libpod_parent ${empty}; done`);
}

onPodman(t, 'the containers of a pod share namespaces, and live as one', (t, podman) => {
  podman.do('pod', 'create', '--name=p', '--hostname=pod', '--share=pid,ipc,net,uts');
  podman.do('run', '--detach', '--pod=p', '--name=one', 'box:1', 'sleep', '100');
  t.match(podman.sh('ps -o args', '--pod=p'), /catatonit -P\nsleep 100/);
  t.equal(podman.sh('hostname', '--pod=p'), 'pod');
  const links = 'for ns in pid ipc net uts; do readlink /proc/self/ns/$ns; done';
  t.equal(podman.sh(links, '--pod=p'), podman.do('exec', 'one', 'sh', '-c', links));
  const state = () => podman.do('pod', 'inspect', '--format={{.State}}', 'p');
  podman.do('pod', 'pause', 'p');
  t.equal(state(), 'Paused');
  podman.do('pod', 'unpause', 'p');
  t.equal(state(), 'Running');
  t.match(podman.do('pod', 'top', 'p', 'args'), /sleep 100/);
  podman.do('pod', 'stop', '--time=1', 'p');
  t.equal(state(), 'Exited');
  podman.do('pod', 'start', 'p');
  podman.do('pod', 'kill', 'p');
  podman.do('pod', 'restart', 'p');
  t.equal(podman.do('exec', 'one', 'echo', 'on'), 'on');
  removePod(podman, 'p');
});

onPodman(t, 'the limits of a pod hold for all its containers', (t, podman) => {
  podman.do('pod', 'create', '--name=p', '--cpus=0.5', '--cpuset-cpus=0');
  const where = podman.sh('grep :cpu: /proc/self/cgroup', '--pod=p');
  t.match(where, /^\d+:cpu:\/libpod_parent\/[0-9a-f]{64}\/libpod-[0-9a-f]{64}$/);
  removePod(podman, 'p');
});

const pod = `
apiVersion: v1
kind: Pod
metadata: { name: kube }
spec:
  restartPolicy: Never
  initContainers:
  - name: first
    image: localhost/box:1
    command: [sh, -c, "echo from the first >/v/x; chmod 777 /v"]
    volumeMounts: [{ name: data, mountPath: /v }]
  containers:
  - name: one
    image: localhost/box:1
    command: [sh, -c, "cat /v/x; id -u; touch /x || echo read-only; echo $K; sleep 100"]
    env: [{ name: K, value: from the document }]
    resources: { limits: { memory: 64Mi, cpu: 500m } }
    volumeMounts: [{ name: data, mountPath: /v }]
    securityContext: { runAsUser: 1000, readOnlyRootFilesystem: true }
    livenessProbe: { exec: { command: [test, -e, /v/x] }, initialDelaySeconds: 600 }
  volumes: [{ name: data, emptyDir: {} }]
`;

onPodman(t, 'a pod of Kubernetes is played, and taken down', (t, podman) => {
  const file = join(podman.machine.shared, 'pod.yaml');
  writeFileSync(file, pod);
  podman.do('kube', 'play', file);
  const said = 'from the first\n1000\nread-only\nfrom the document\n';
  t.ok(eventually(() => podman.run(['logs', 'kube-one']).stdout === said));
  const limit = ['cat', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];
  t.equal(podman.do('exec', 'kube-one', ...limit), '67108864');
  t.match(podman.do('generate', 'kube', 'kube'), /kind: Pod/);
  podman.do('kube', 'down', file);
  removePodCgroups(podman);
  podman.run(['volume', 'prune', '--force']);
  podman.run(['network', 'rm', 'podman-default-kube-network']);
});

onPodman(t, 'images are built, each step in a container', (t, podman) => {
  const folder = join(podman.machine.shared, 'build');
  mkdirSync(folder);
  // podman 5 asks for more than a machine for tests may have, unless it is told.
  const limits = ['--ulimit=nofile=1024:1024', '--ulimit=nproc=1024:1024'];
  const build = (lines: readonly string[], ...flags: readonly string[]) => {
    writeFileSync(join(folder, 'Dockerfile'), lines.join('\n'));
    return podman.run(['build', '--quiet', ...limits, ...flags, folder]);
  };
  const steps = [
    'FROM box:1',
    'ENV X=1',
    'RUN echo $X $(id -u) >/built && mkdir /mine && chown tester /mine',
    'RUN --mount=type=tmpfs,target=/mnt --mount=type=cache,target=/tmp/c touch /mnt/a /tmp/c/b',
    'USER tester',
    'WORKDIR /mine',
    'RUN touch file && stat -c %U file >list',
    'CMD cat /built list',
  ];
  t.equal(build(steps, '--tag=built').code, 0);
  t.equal(podman.do('run', '--rm', 'built'), '1 0\ntester');
  podman.do('rmi', '--force', 'built');
  t.match(build(['FROM box:1', 'RUN exit 4']), { code: 4, stderr: /exit status 4/ });
  const missing = build(['FROM box:1', 'RUN ["/nofile"]']);
  t.match(missing, { code: 1, stderr: /exec: "\/nofile": stat \/nofile: no such file/ });
  const limited = ['FROM box:1', 'RUN cat /sys/fs/cgroup/memory/memory.limit_in_bytes >/limit'];
  t.equal(build(limited, '--memory=64m', '--network=none', '--tag=limits').code, 0);
  t.equal(podman.do('run', '--rm', 'limits', 'cat', '/limit'), '67108864');
  podman.do('rmi', '--force', 'limits');
  podman.do('image', 'prune', '--force');
});

onPodman(
  t,
  'containers on a network reach each other, and their ports are published',
  (t, podman) => {
    const { machine } = podman;
    podman.do('network', 'create', '--disable-dns', 'net');
    const server = ['box:1', 'nc', '-ll', '-p', '8000', '-e', 'echo', 'served'];
    podman.do(
      'run',
      '--detach',
      '--name=s',
      '--network=net',
      '--publish=127.0.0.1:8123:8000',
      ...server,
    );
    const address = podman.do(
      'inspect',
      '--format={{.NetworkSettings.Networks.net.IPAddress}}',
      's',
    );
    const asked = () =>
      podman.run(['run', '--rm', '--network=net', 'box:1', 'nc', address, '8000']);
    t.ok(eventually(() => asked().stdout === 'served\n'));
    t.equal(machine.run(['busybox', 'nc', '127.0.0.1', '8123']).stdout, 'served\n');
    podman.do('rm', '--force', '--time=0', 's');
    podman.do('network', 'rm', 'net');
    t.equal(machine.run(['ls', '/run/netns']).stdout, '');
  },
);

onPodman(t, 'the API service makes containers for its clients', (t, podman) => {
  const { machine } = podman;
  const socket = '/run/api.sock';
  const service = [podman.program, 'system', 'service', '--time=0', `unix://${socket}`];
  const api = machine.background(service, 'api');
  t.ok(eventually(() => machine.run(['test', '-S', socket]).code === 0));
  const remote = (...args: readonly string[]) =>
    podman.run(['--remote', '--url', `unix://${socket}`, ...args]);
  t.match(remote('run', '--rm', 'box:1', 'sh', '-c', 'echo far; exit 5'), {
    code: 5,
    stdout: 'far\n',
  });
  remote('run', '--detach', '--name=c', 'box:1', 'sleep', '100');
  t.match(remote('exec', 'c', 'sh', '-c', 'echo in; exit 6'), { code: 6, stdout: 'in\n' });
  t.equal(remote('rm', '--force', '--time=0', 'c').code, 0);
  // That of the exec session would stay for five more minutes, for clients that ask late.
  machine.shell(
    `kill $(pgrep -f '^[^ ]*podman[^ ]* system service|^/usr/bin/conmon .* --exit-delay')`,
  );
  t.ok(api.ended());
});
