/** What the kubelet asks of CRI-O, whose containers are run by pelagos. */
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { JsonObject } from '../support/json.ts';
import type { Outcome } from '../support/runtime.ts';
import { succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';
import { boxImage, Crio } from './support/crio.ts';
import { type Machine, onMachine } from './support/isolate.ts';

/** Values of the interface's enumerations. */
const [ofContainer, ofTarget] = [1, 3];
const [running, exited] = [1, 2];

const decoded = (bytes: unknown): string => Buffer.from(String(bytes ?? ''), 'base64').toString();

/** A pod, and what the kubelet does with its containers. */
class Pod {
  readonly id: string;
  readonly #crio: Crio;
  readonly #config: JsonObject;
  readonly #containers: string[] = [];

  constructor(crio: Crio, name: string) {
    this.#crio = crio;
    this.#config = {
      metadata: { name, uid: `uid-${name}`, namespace: 'default', attempt: 0 },
      log_directory: `/var/log/pods/${name}`,
      linux: {
        cgroup_parent: '/pods',
        security_context: { namespace_options: { pid: ofContainer } },
      },
    };
    const answer = crio.do('RunPodSandbox', { config: this.#config });
    this.id = String(answer['pod_sandbox_id']);
  }

  call(name: string, command: readonly string[], linux: JsonObject = {}): Outcome {
    const security = (linux['security_context'] ?? {}) as JsonObject;
    const config = {
      metadata: { name, attempt: 0 },
      image: { image: boxImage, user_specified_image: boxImage },
      command,
      log_path: `${name}.log`,
      linux: {
        ...linux,
        security_context: { namespace_options: { pid: ofContainer }, ...security },
      },
    };
    const request = { pod_sandbox_id: this.id, config, sandbox_config: this.#config };
    return this.#crio.call('CreateContainer', request);
  }

  create(name: string, command: readonly string[], linux: JsonObject = {}): string {
    const { stdout } = succeed('CreateContainer', this.call(name, command, linux));
    const id = String((JSON.parse(stdout) as JsonObject)['container_id']);
    this.#containers.push(id);
    return id;
  }

  start(name: string, script: string, linux: JsonObject = {}): string {
    const id = this.create(name, ['sh', '-c', script], linux);
    this.#crio.do('StartContainer', { container_id: id });
    return id;
  }

  status(id: string): JsonObject {
    return this.#crio.do('ContainerStatus', { container_id: id })['status'] as JsonObject;
  }

  ended(id: string): boolean {
    return eventually(() => this.status(id)['state'] === exited);
  }

  log(name: string): string {
    const folder = String(this.#config['log_directory']);
    return this.#crio.machine.shell(`cat ${join(folder, `${name}.log`)}`).stdout;
  }

  /** Runs a script in a container as a probe does, and returns what it says. */
  probe(id: string, script: string): { code: unknown; out: string } {
    const request = { container_id: id, cmd: ['sh', '-c', script], timeout: 20 };
    const answer = this.#crio.do('ExecSync', request);
    return { code: answer['exit_code'] ?? 0, out: decoded(answer['stdout']) };
  }

  /** As the kubelet does it; a pod that is stopped first lets its containers take all their time. */
  remove(): void {
    for (const id of this.#containers) {
      this.#crio.do('StopContainer', { container_id: id, timeout: 0 });
    }
    this.#crio.do('StopPodSandbox', { pod_sandbox_id: this.id });
    this.#crio.do('RemovePodSandbox', { pod_sandbox_id: this.id });
  }
}

onMachine(t, 'CRI-O', async (t, machine: Machine) => {
  const crio = new Crio(machine);
  // Makes what is kept for all pods: the bridge, which is down once nothing is at it.
  new Pod(crio, 'first').remove();
  eventually(() => machine.traces().networks.includes('NO-CARRIER'));
  const before = machine.traces();
  const test = (title: string, play: (t: Test) => void): Promise<unknown> =>
    t.test(title, { timeout: 120_000 }, (t) => {
      play(t);
      machine.assertClean(t, before);
      t.equal(machine.run(['ls', '/run/pelagos']).stdout, '', 'no state is left');
      t.end();
    });

  await test('a container is made, started, entered, stopped and removed', (t) => {
    const pod = new Pod(crio, 'life');
    const id = pod.create('c', [
      'sh',
      '-c',
      'echo said; trap "exit 3" TERM; while :; do sleep 0.1; done',
    ]);
    t.equal(pod.status(id)['state'] ?? 0, 0, 'it is created');
    crio.do('StartContainer', { container_id: id });
    t.equal(pod.status(id)['state'], running);
    t.same(pod.probe(id, 'echo probed; exit 5'), { code: 5, out: 'probed\n' });
    t.ok(
      eventually(() => /stdout F said$/m.test(pod.log('c'))),
      pod.log('c'),
    );
    crio.do('StopContainer', { container_id: id, timeout: 10 });
    t.match(pod.status(id), { state: exited, exit_code: 3 });
    crio.do('RemoveContainer', { container_id: id });
    t.match(crio.call('ContainerStatus', { container_id: id }).stderr, /NotFound/);
    pod.remove();
  });

  await test('a container ends by itself, with its exit code and all that it said', (t) => {
    const pod = new Pod(crio, 'end');
    const id = pod.start('c', 'echo out; echo err >&2; exit 7');
    t.ok(pod.ended(id));
    t.match(pod.status(id), { exit_code: 7, reason: 'Error' });
    t.match(pod.log('c'), /stdout F out$/m);
    t.match(pod.log('c'), /stderr F err$/m);
    pod.remove();
  });

  await test('streams of an exec, with and without a terminal, are those of its process', (t) => {
    const pod = new Pod(crio, 'exec');
    const id = pod.start('c', 'sleep 1000');
    const url = (cmd: readonly string[], more: JsonObject) =>
      String(crio.do('Exec', { container_id: id, cmd, stdout: true, ...more })['url']);
    const plain = url(['sh', '-c', 'cat; echo err >&2; exit 6'], { stdin: true, stderr: true });
    t.match(crio.stream(plain, { input: 'typed\n' }), {
      code: 6,
      stdout: 'typed\n',
      stderr: 'err\n',
    });
    // CRI-O closes its terminal when the runtime ends, whatever is still in it.
    const script = 'tty; sleep 0.5';
    const terminal = url(['sh', '-c', script], { stdin: true, tty: true });
    t.match(crio.stream(terminal), { code: 0, stdout: /^\/dev\/pts\/\d+\r\n/ });
    pod.remove();
  });

  await test('limits are those of the request, and of a later update', (t) => {
    const pod = new Pod(crio, 'limits');
    const resources = { memory_limit_in_bytes: 64 << 20, cpu_period: 100_000, cpu_quota: 50_000 };
    const id = pod.start('c', 'sleep 1000', { resources });
    const read =
      'cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/cpu/cpu.cfs_quota_us';
    t.equal(pod.probe(id, read).out, `${64 << 20}\n50000\n`);
    const linux = { ...resources, memory_limit_in_bytes: 96 << 20 };
    crio.do('UpdateContainerResources', { container_id: id, linux });
    t.equal(pod.probe(id, read).out, `${96 << 20}\n50000\n`);
    pod.remove();
  });

  await test('user, capabilities, filter and read-only root are those of the request', (t) => {
    const pod = new Pod(crio, 'security');
    const security_context = {
      run_as_user: { value: 1000 },
      run_as_group: { value: 1000 },
      readonly_rootfs: true,
      no_new_privs: true,
      capabilities: { drop_capabilities: ['ALL'] },
      seccomp: { profile_type: 0 },
    };
    const id = pod.start('c', 'sleep 1000', { security_context });
    const read =
      'id -u; id -g; touch /x 2>&1; grep -E "^(CapBnd|NoNewPrivs|Seccomp):" /proc/self/status';
    t.equal(
      pod.probe(id, read).out,
      '1000\n1000\ntouch: /x: Read-only file system\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n',
    );
    pod.remove();
  });

  await test('containers share the namespaces of their pod, and processes where one says so', (t) => {
    const pod = new Pod(crio, 'shared');
    const one = pod.start('one', 'exec sleep 1001');
    const namespace_options = { pid: ofTarget, target_id: one };
    const two = pod.start('two', 'exec sleep 1002', { security_context: { namespace_options } });
    t.match(pod.probe(two, 'ps').out, /sleep 1001/);
    const namespaces = 'readlink /proc/self/ns/net /proc/self/ns/ipc /proc/self/ns/uts';
    t.equal(pod.probe(one, namespaces).out, pod.probe(two, namespaces).out);
    pod.remove();
  });

  await test('a program that is not there is told as such', (t) => {
    const pod = new Pod(crio, 'missing');
    t.match(pod.call('c', ['/nofile']).stderr, /no such file or directory/);
    pod.remove();
    // CRI-O forgets the cgroup that it has made for conmon(8).
    machine.shell('rmdir /sys/fs/cgroup/*/pods/crio-conmon-*');
  });

  crio.stop();
  t.end();
});
