/** The kubelet's side of containerd: containerd's own tests of its CRI service, run on pelagos. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { eventually, slowness } from '../support/wait.ts';
import { onMachine } from './support/isolate.ts';
import { assertEach, newest, prepareSuites, wantedOf } from './support/suite.ts';

const network = {
  cniVersion: '1.0.0',
  name: 'containerd-net',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: '10.88.0.0/16' }]] },
    },
  ],
};

/** A machine for tests may not be allowed to lower the score of its processes. */
const configuration = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  drain_exec_sync_io_timeout = "10s"
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
[plugins."io.containerd.snapshotter.v1.overlayfs"]
  slow_chown = true
[plugins."io.containerd.nri.v1.nri"]
  disable = false
  socket_path = "/var/run/nri-test.sock"
`;

onMachine(t, 'pods and their containers are what the kubelet asks for', (t, machine) => {
  const env = prepareSuites(machine);
  machine.shell(`mkdir -p /etc/cni/net.d; cat >/etc/cni/net.d/10-net.conflist`, {
    input: JSON.stringify(network),
  });
  const file = join(machine.shared, 'config.toml');
  writeFileSync(file, configuration);
  const assigned = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const folders = '--state=/run/containerd-test --root=/var/lib/containerd-test';
  const socket = '/run/containerd-test/containerd.sock';
  // Tests restart the daemon: they end it, see that it has ended, and wait for another one.
  const forEver = `while :; do containerd --config=${file} --address=${socket} ${folders}; sleep 2; done`;
  const argv = [...machine.entry, 'env', ...assigned, 'sh', '-c', forEver];
  const daemon = background(argv, join(machine.directory, 'containerd.log'));
  const ctr = ['ctr', `--address=${socket}`, 'version'];
  t.ok(
    eventually(() => machine.run(ctr).code === 0, 30_000),
    'containerd answers',
  );
  assertEach(t, wantedOf('cri'), (root) => {
    const before = daemon.output().length;
    const { stdout, stderr } = machine.run(
      [
        ...['sh', '-c', 'cd "$0" && exec "$@"', `${newest}/suites`, `${newest}/cri.test`],
        ...[`--cri-endpoint=unix://${socket}`, `--test.run=^${root}$`, '--test.v'],
        // Its own calls would wait for three minutes, each; no test takes ten seconds.
        `--test.timeout=${60 * slowness}s`,
      ],
      { env, timeout: 90_000 },
    );
    return { output: stdout + stderr, daemon: daemon.output().slice(before) };
  });
  machine.shell('kill $(pgrep -x containerd -P 1) || :');
  t.end();
});
