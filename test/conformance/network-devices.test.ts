import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { commandPath } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

// Devices of this host that only this test knows. They are veth pairs: where one end is gone with
// its namespace, so is the other.
const device = `pn${process.pid}`;
const peer = `${device}p`;

function ip(...args: readonly string[]): string {
  return execFileSync(commandPath('ip'), args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function isHere(name: string): boolean {
  return ip('-o', 'link').includes(`: ${name}@`);
}

/** A container test with the device in the namespace of the host. */
function withDevice(title: string, play: (t: Test, stage: Stage) => void): void {
  onStage(t, title, (t, stage) => {
    ip('link', 'add', device, 'type', 'veth', 'peer', 'name', peer);
    try {
      play(t, stage);
      stage.delete('--force');
    } finally {
      for (const name of [device, peer]) {
        try {
          ip('link', 'del', name);
        } catch {
          // Moved, or gone with its other end.
        }
      }
    }
  });
}

function moving(netDevices: Json, more: JsonObject = {}): JsonObject {
  return { ...more, linux: { netDevices } };
}

function inside(stage: Stage, ...args: readonly string[]): string {
  return execFileSync(commandPath('nsenter'), [`--net=/proc/${stage.pid}/ns/net`, 'ip', ...args], {
    encoding: 'utf8',
  });
}

const sleeping = { process: { args: ['sleep', '100'] } };

withDevice('netDevices MUST be made available in the container', (t, stage) => {
  stage.configure(moving({ [device]: {} }, sleeping));
  succeed('create', stage.create());
  t.match(inside(stage, '-o', 'link'), new RegExp(`: ${device}@`), 'under the name of the host');
  t.notOk(isHere(device), 'and no longer in the namespace of the runtime');
});

withDevice(
  'The runtime MUST check if moving the network interface to the container namespace is possible',
  (t, stage) => {
    for (const name of ['nosuch0', 'lo']) {
      stage.configure(moving({ [name]: { name: 'eth7' } }));
      const { code, stderr } = stage.create();
      t.equal(code, 1, name);
      t.match(stderr, new RegExp(`/linux/netDevices/${name}`));
    }
  },
);

withDevice(
  'If a network device with the specified name already exists in the container namespace, the runtime MUST generate an error',
  (t, stage) => {
    stage.configure(moving({ [device]: { name: 'lo' } }));
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /lo/);
    t.ok(isHere(device), 'the device is where it was');
  },
);

withDevice(
  'With a template of %d the runtime MUST allow the move, and the kernel will generate a unique name',
  (t, stage) => {
    stage.configure(moving({ [device]: { name: 'net%d' }, [peer]: { name: 'net%d' } }, sleeping));
    succeed('create', stage.create());
    for (const name of ['net0', 'net1']) t.match(inside(stage, '-o', 'link'), `: ${name}@`);
  },
);

withDevice(
  'The runtime MUST preserve existing network interface attributes, including all permanent IP addresses',
  (t, stage) => {
    const address = '02:00:00:12:34:56';
    ip('link', 'set', device, 'address', address, 'mtu', '1400');
    ip('addr', 'add', '10.98.7.2/24', 'broadcast', '10.98.7.255', 'dev', device);
    ip('addr', 'add', '10.98.8.2/32', 'dev', device);
    ip('addr', 'add', '2001:db8::8/64', 'dev', device, 'nodad');
    stage.configure(moving({ [device]: { name: 'eth7' } }, sleeping));
    succeed('create', stage.create());
    const link = inside(stage, '-o', 'link', 'show', 'dev', 'eth7');
    t.match(link, /mtu 1400 /);
    t.match(link, new RegExp(`link/ether ${address} `));
    const addresses = inside(stage, '-o', 'addr', 'show', 'dev', 'eth7');
    t.match(addresses, /inet 10\.98\.7\.2\/24 brd 10\.98\.7\.255 scope global /);
    t.match(addresses, /inet 10\.98\.8\.2\/32 scope global /);
    t.match(addresses, /inet6 2001:db8::8\/64 scope global /);
  },
);

withDevice(
  'The runtime MUST set the network device state to "up" after moving it to the network namespace',
  (t, stage) => {
    ip('link', 'set', device, 'down');
    ip('link', 'set', peer, 'up');
    const script = 'busybox ip -o link show dev eth7; busybox cat /sys/class/net/eth7/operstate';
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] },
    ];
    const text = stage.capture(script, moving({ [device]: { name: 'eth7' } }, { mounts }));
    t.match(text, /[<,]UP[,>]/);
    t.match(text, /^up$/m);
  },
);

withDevice(
  "The runtime MUST NOT actively manage the interface's lifecycle and configuration within the network namespace of the container",
  (t, stage) => {
    stage.configure(moving({ [device]: { name: 'eth7' } }, sleeping));
    succeed('create', stage.create());
    inside(stage, 'link', 'set', 'eth7', 'down');
    inside(stage, 'link', 'set', 'eth7', 'name', 'eth8');
    inside(stage, 'addr', 'add', '10.98.9.2/24', 'dev', 'eth8');
    succeed('start', stage.start());
    succeed('state', stage.state());
    succeed('kill', stage.kill('0'));
    t.notMatch(inside(stage, '-o', 'link', 'show', 'dev', 'eth8'), /[<,]UP[,>]/);
    t.match(inside(stage, '-o', 'addr', 'show', 'dev', 'eth8'), /10\.98\.9\.2\/24/);
  },
);

withDevice(
  'The runtime MUST NOT attempt to move the interface out of the namespace before deletion',
  (t, stage) => {
    const keeper = background(
      ['unshare', '--net', 'sh', '-c', 'echo ready; exec sleep 100'],
      stage.path('keeper'),
    );
    try {
      keeper.says('ready');
      const path = `/proc/${keeper.pid}/ns/net`;
      const types = ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type }));
      const namespaces = [...types, { type: 'network', path }];
      stage.configure({
        ...sleeping,
        linux: { namespaces, netDevices: { [device]: { name: 'eth7' } } },
      });
      succeed('create', stage.create());
      succeed('start', stage.start());
      succeed('delete', stage.delete('--force'));
      t.notOk(isHere(device));
      t.notOk(isHere('eth7'));
      t.match(readFileSync(`/proc/${keeper.pid}/net/dev`, 'utf8'), /eth7/);
    } finally {
      keeper.stop();
      keeper.ended();
    }
  },
);
