import { execFileSync } from 'node:child_process';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { type ChildOptions, inChild, newNetwork, slots, withFolder } from '../support/in-child.ts';
import { commandPath } from '../support/requires.ts';

/** A device of this host that only this test knows; the peer goes with it. */
const device = `pt${process.pid}`;
const ip = (...args: readonly string[]): string =>
  execFileSync(commandPath('ip'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const move = (more: Partial<OpOf<'moveNetDevice'>> = {}): Op => ({
  op: 'moveNetDevice',
  ...words('move the device'),
  name: device,
  newName: 'eth7',
  pid: slots.pid,
  ...more,
});

/** Runs the steps of the parent while the child waits in its own network namespace. */
function moveInto(meanwhile: readonly Op[], options: ChildOptions, steps: readonly Op[] = []) {
  const waiting: readonly Op[] = [
    ...steps,
    { op: 'ready', ...words(), point: 0, value: NONE },
    { op: 'awaitGo', ...words(), point: 0 },
  ];
  const parent: readonly Op[] = [
    { op: 'awaitReady', ...words(), point: 0, timeout: 0, out: NONE },
    ...meanwhile,
    { op: 'go', ...words(), point: 0 },
  ];
  return inChild(waiting, { ...options, flags: newNetwork, meanwhile: parent });
}

function withDevice(play: () => void): void {
  ip('link', 'add', device, 'type', 'veth', 'peer', 'name', `${device}p`);
  try {
    play();
  } finally {
    // It is gone where it was moved and its namespace has ended.
    try {
      ip('link', 'del', `${device}p`);
    } catch {}
  }
}

t.test('moveNetDevice', async (t) => {
  await withFolder(t, 'moves, renames, keeps addresses and is up', (t) => {
    withDevice(() => {
      ip('addr', 'add', '10.99.7.2/24', 'broadcast', '10.99.7.255', 'dev', device);
      ip('addr', 'add', '2001:db8::7/64', 'dev', device, 'nodad');
      ip('link', 'set', `${device}p`, 'up');
      const script = 'ip -o addr show dev eth7; ip -o link show dev eth7';
      const { stdout, stderr } = moveInto([move()], { script });
      t.equal(stderr, '');
      t.match(
        stdout,
        /inet 10\.99\.7\.2\/24 brd 10\.99\.7\.255 scope global eth7.*valid_lft forever/,
      );
      t.match(stdout, /inet6 2001:db8::7\/64 scope global/);
      t.match(stdout, /eth7@.*[<,]UP[,>]/);
    });
  });

  await withFolder(t, 'lets the kernel number a name with %d', (t) => {
    withDevice(() => {
      const { stdout } = moveInto([move({ newName: 'net%d' })], {
        script: 'ip -o link show dev net0',
      });
      t.match(stdout, /net0@.*[<,]UP[,>]/);
    });
  });

  await withFolder(t, 'finds another index where its own is taken', (t) => {
    withDevice(() => {
      const index = /^(\d+):/.exec(ip('-o', 'link', 'show', 'dev', device))?.[1] ?? '';
      const taken: Op = {
        op: 'run',
        ...words(),
        path: commandPath('ip'),
        args: ['ip', 'link', 'add', 'name', 'other', 'index', index, 'type', 'bridge'],
        env: [],
        home: 0,
        pid: NONE,
        directory: NONE,
        stdin: '',
        timeout: 5000,
      };
      const { stdout, stderr } = moveInto([move()], { script: 'ip -o link' }, [taken]);
      t.equal(stderr, '');
      t.match(stdout, /: eth7@.*[<,]UP[,>]/);
      t.match(stdout, new RegExp(`${index}: other`));
    });
  });

  await withFolder(t, 'refuses a name that is taken, and leaves the device where it is', (t) => {
    withDevice(() => {
      const { stderr } = moveInto([move({ newName: 'lo' })], {});
      t.match(stderr, /File exists.*has a device "lo" already/);
      t.match(ip('-o', 'link', 'show', 'dev', device), device);
    });
  });

  await withFolder(t, 'gives the device back as it was where an address cannot follow', (t) => {
    withDevice(() => {
      ip('addr', 'add', '10.99.7.2/24', 'dev', device);
      ip('addr', 'add', '2001:db8::7/64', 'dev', device, 'nodad');
      ip('link', 'set', device, 'up');
      const before = ip('-o', 'addr', 'show', 'dev', device, 'scope', 'global');
      const without: Op = {
        op: 'run',
        ...words(),
        path: '/bin/sh',
        args: ['sh', '-c', 'echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6'],
        env: [],
        home: 0,
        pid: NONE,
        directory: NONE,
        stdin: '',
        timeout: 5000,
      };
      const { stderr } = moveInto([move()], {}, [without]);
      t.match(stderr, /cannot move the device: Permission denied/);
      t.equal(ip('-o', 'addr', 'show', 'dev', device, 'scope', 'global'), before);
      t.match(ip('-o', 'link', 'show', 'dev', device), /[<,]UP[,>]/);
    });
  });

  await withFolder(t, 'fails on a device that is not there', (t) => {
    t.match(
      moveInto([move({ name: 'nosuch0' })], {}).stderr,
      /cannot move the device: No such device/,
    );
  });
});

t.test('interfaceUp', async (t) => {
  const up = (name: string): Op => ({ op: 'interfaceUp', ...words('set it up'), name });
  await withFolder(t, 'sets an interface up, once or twice', (t) => {
    const script = 'ip -o link show dev lo';
    const { stdout } = inChild([up('lo'), up('lo')], { flags: newNetwork, script });
    t.match(stdout, /[<,]UP[,>]/);
  });
  await withFolder(t, 'fails on an interface that is not there', (t) => {
    const { stderr } = inChild([up('eth0')], { flags: newNetwork });
    t.match(stderr, /cannot set it up: No such device/);
  });
});
