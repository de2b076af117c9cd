/** CRI-O on a machine of its own, with pelagos as its only runtime, called as the kubelet calls it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Background, background } from '../../support/background.ts';
import type { JsonObject } from '../../support/json.ts';
import { projectRoot } from '../../support/project.ts';
import { runtimeUnderTest } from '../../support/requires.ts';
import type { CallOptions, Outcome } from '../../support/runtime.ts';
import { succeed } from '../../support/stage.ts';
import { eventually } from '../../support/wait.ts';
import type { Machine } from './isolate.ts';
import { serveImages } from './registry.ts';

/** What install/crio has built. */
const built = join(projectRoot, '.build/clients/crio');
const socket = '/run/crio/crio.sock';
const [box, pause] = ['registry.k8s.io/box:1', 'registry.k8s.io/pause:1'] as const;

const configuration = (runtime: string): string => `[crio]
root = "/var/lib/containers/storage"
runroot = "/run/containers/storage"
storage_driver = "overlay"
log_dir = "/var/log/crio/pods"
version_file = "/run/crio/version"
clean_shutdown_file = ""
[crio.api]
listen = "${socket}"
[crio.runtime]
default_runtime = "pelagos"
cgroup_manager = "cgroupfs"
conmon_cgroup = "pod"
pinns_path = "${built}/pinns"
# Kept within what a machine for tests allows.
default_ulimits = []
[crio.runtime.runtimes.pelagos]
runtime_path = "${runtime}"
runtime_root = "/run/pelagos"
monitor_path = "/usr/bin/conmon"
[crio.image]
pause_image = "${pause}"
pause_command = "/bin/sleep"
signature_policy = "/etc/crio/policy.json"
[crio.network]
network_dir = "/etc/cni/net.d"
plugin_dirs = ["/usr/lib/cni"]
`;

const network = {
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: '10.89.0.0/16' }]] },
    },
  ],
};

export class Crio {
  readonly machine: Machine;
  readonly #daemon: Background;

  constructor(machine: Machine) {
    this.machine = machine;
    // What falls back to another runtime must not pass.
    machine.shell(
      'for name in runc crun; do mount --bind /bin/false "$(command -v $name)" || :; done',
    );
    const policy = { default: [{ type: 'insecureAcceptAnything' }] };
    this.#write('crio/policy.json', JSON.stringify(policy));
    this.#write('crio/crio.conf', configuration(runtimeUnderTest()));
    this.#write('cni/net.d/10-pods.conflist', JSON.stringify(network));
    const { env } = serveImages(machine, [
      { name: box },
      { name: pause, config: { Entrypoint: ['sleep', '1000000'], Cmd: [] } },
    ]);
    const assigned = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const argv = [join(built, 'crio'), '--config=/etc/crio/crio.conf', '--config-dir='];
    this.#daemon = background(
      [...machine.entry, 'env', ...assigned, ...argv],
      join(machine.directory, 'crio.log'),
    );
    if (!eventually(() => this.call('Version', {}).code === 0, 30_000)) {
      throw new Error(`CRI-O does not start: ${this.#daemon.output()}`);
    }
    for (const image of [box, pause]) this.do('PullImage', { image: { image } });
  }

  #write(name: string, text: string): void {
    const file = join(this.machine.directory, 'etc', name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  get log(): string {
    return this.#daemon.output();
  }

  /** One call of the interface, however it ends. */
  call(method: string, request: JsonObject): Outcome {
    const input = JSON.stringify(request);
    return this.machine.run([join(built, 'cri-call'), socket, method], { input });
  }

  /** A call that has to succeed, and its answer. */
  do(method: string, request: JsonObject): JsonObject {
    return JSON.parse(succeed(method, this.call(method, request)).stdout) as JsonObject;
  }

  /** The streams of a process that Exec or Attach has given an address for. */
  stream(url: string, options: CallOptions = {}): Outcome {
    return this.machine.run([join(built, 'cri-call'), 'stream', url], options);
  }

  stop(): void {
    this.machine.shell('kill $(pidof crio)');
    if (!this.#daemon.ended(30_000)) throw new Error('CRI-O does not end');
  }
}

export const boxImage = box;
