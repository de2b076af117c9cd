import { writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import type { Background } from '../support/background.ts';
import { consoleSocket } from '../support/console-socket.ts';
import { descriptorsOf } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually, slowness } from '../support/wait.ts';

const mounts = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
  {
    destination: '/dev/pts',
    type: 'devpts',
    source: 'devpts',
    options: ['newinstance', 'ptmxmode=0666', 'mode=0620'],
  },
];

/** What listens on the socket that tests call `console`. */
const receiver = (t: Test, stage: Stage, typed?: string): Background =>
  consoleSocket(t, stage, 'console', typed).peer;

function script(
  stage: Stage,
  text: string,
  consoleSize: { height?: number; width?: number } = {},
): void {
  stage.configure({
    mounts,
    process: {
      terminal: true,
      args: ['sh', '-c', text],
      consoleSize: { height: 24, width: 80, ...consoleSize },
    },
  });
}

onStage(t, 'the console socket gets one message with one descriptor, the terminal', (t, stage) => {
  const peer = receiver(t, stage);
  script(stage, 'tty; echo $(stty size)');
  succeed('create', stage.create({ flags: ['--console-socket', stage.path('console')] }));
  peer.says('fds=1');
  t.match(peer.output(), /^fds=1 bytes=([1-9]|[1-9]\d|[1-9]\d\d|[1-3]\d\d\d) tty=1$/m);
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.ok(peer.ended());
  t.match(peer.output(), /\/dev\/(pts\/0|console)\r\n24 80\r\n/);
  t.equal(stage.output(), '', 'the standard output of create has nothing of it');
});

onStage(t, 'the terminal has the size of process.consoleSize', (t, stage) => {
  const peer = receiver(t, stage);
  script(stage, 'stty size', { height: 33, width: 111 });
  succeed('create', stage.create({ flags: ['--console-socket', stage.path('console')] }));
  succeed('start', stage.start());
  t.ok(peer.ended());
  t.match(peer.output(), /33 111\r\n/);
});

onStage(t, 'what is typed reaches the program', (t, stage) => {
  const peer = receiver(t, stage, 'hello\n');
  script(stage, 'read line; echo "got $line"');
  succeed('create', stage.create({ flags: ['--console-socket', stage.path('console')] }));
  succeed('start', stage.start());
  t.ok(peer.ended());
  t.match(peer.output(), /got hello\r\n/);
});

onStage(
  t,
  'the terminal is the controlling one, and standard input, output and error',
  (t, stage) => {
    const peer = receiver(t, stage);
    script(
      stage,
      'echo x > /dev/tty && echo controlling; for i in 0 1 2; do test -t $i && echo fd $i; done; echo x > /dev/console && echo console',
    );
    succeed('create', stage.create({ flags: ['--console-socket', stage.path('console')] }));
    succeed('start', stage.start());
    t.ok(peer.ended());
    t.match(peer.output(), /controlling\r\nfd 0\r\nfd 1\r\nfd 2\r\n/);
    t.match(peer.output(), /x\r\nconsole\r\n/);
  },
);

onStage(t, 'the terminal belongs to the user', (t, stage) => {
  const peer = receiver(t, stage);
  stage.configure({
    mounts,
    process: {
      terminal: true,
      user: { uid: 1000, gid: 1000 },
      args: ['sh', '-c', 'stat -c %u $(tty); echo x > $(tty) && echo writable'],
    },
  });
  succeed('create', stage.create({ flags: ['--console-socket', stage.path('console')] }));
  succeed('start', stage.start());
  t.ok(peer.ended());
  t.match(peer.output(), /1000\r\nx\r\nwritable\r\n/);
});

onStage(t, 'with a terminal the streams of create are given up when it returns', (t, stage) => {
  receiver(t, stage);
  script(stage, 'sleep 100');
  const argv = ['create', '--bundle', stage.bundle, '--pid-file', stage.pidFile];
  const flags = ['--console-socket', stage.path('console')];
  const { code, milliseconds } = stage.run([...argv, ...flags, stage.id], { timeout: 8000 });
  t.equal(code, 0);
  t.ok(milliseconds < 5000, 'its pipes were closed');
  for (const fd of [0, 1, 2]) t.match(descriptorsOf(stage.pid).get(fd), /pts\/\d+$/);
});

onStage(t, 'a terminal without a console socket is refused', (t, stage) => {
  script(stage, 'true');
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /console.?socket/);
});

onStage(t, 'a console socket without a terminal is refused', (t, stage) => {
  const peer = receiver(t, stage);
  const { code, stderr } = stage.create({ flags: ['--console-socket', stage.path('console')] });
  t.equal(code, 1);
  t.match(stderr, /terminal|tty/i);
  peer.stop();
});

for (const title of ['is missing', 'is a regular file', 'has too long a name'] as const) {
  onStage(t, `a console socket that ${title} fails create`, (t, stage) => {
    script(stage, 'true');
    const path = stage.path(title === 'has too long a name' ? 'x'.repeat(120) : 'socket');
    if (title === 'is a regular file') writeFileSync(path, '');
    const { code, stderr } = stage.create({ flags: ['--console-socket', path] });
    t.equal(code, 1);
    t.match(stderr, /socket|console/);
  });
}

onStage(t, 'a peer that closes the console socket at once fails create', (t, stage) => {
  receiver(t, stage, 'close');
  script(stage, 'true');
  const { code, stderr } = stage.create({ flags: ['--console-socket', stage.path('console')] });
  t.equal(code, 1);
  t.match(stderr, /cannot send the terminal to the console socket/);
});

onStage(t, 'a peer that reads nothing yet does not hold create', (t, stage) => {
  const peer = receiver(t, stage, 'idle');
  script(stage, 'sleep 100');
  const flags = ['--console-socket', stage.path('console')];
  const { milliseconds } = succeed('create', stage.create({ flags }));
  t.ok(milliseconds < 5000 * slowness);
  peer.stop();
});

onStage(t, 'a peer that accepts nobody any more fails create after five seconds', (t, stage) => {
  const peer = receiver(t, stage, 'full');
  script(stage, 'true');
  const { code, stderr, milliseconds } = stage.create({
    flags: ['--console-socket', stage.path('console')],
  });
  t.equal(code, 1);
  t.match(stderr, /console socket.*does not accept connections/);
  t.ok(milliseconds > 4500);
  peer.stop();
});

onStage(
  t,
  'a terminal needs /dev/pts: without one create fails and nothing is sent',
  (t, stage) => {
    const peer = receiver(t, stage);
    script(stage, 'true');
    stage.configure({ process: { terminal: true } });
    const { code } = stage.create({ flags: ['--console-socket', stage.path('console')] });
    t.equal(code, 1);
    t.notOk(eventually(() => /fds=1/.test(peer.output()), 200));
    peer.stop();
  },
);
