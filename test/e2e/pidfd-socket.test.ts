import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { type Background, background } from '../support/background.ts';
import { nativeProgram } from '../support/native-program.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const sleeping = { process: { args: ['sleep', '100'] } };

/** Listens at socket for one message with descriptors. */
function receiver(t: Test, stage: Stage, socket: string): Background {
  const peer = background([nativeProgram('receive-fds'), socket], `${socket}.received`);
  t.teardown(() => peer.stop());
  stage.configure(sleeping);
  peer.says('listening');
  return peer;
}

onStage(t, 'create sends a descriptor of init to --pidfd-socket', (t, stage) => {
  const socket = stage.path('pidfd');
  const peer = receiver(t, stage, socket);
  succeed('create', stage.create({ flags: ['--pidfd-socket', socket] }));
  t.ok(peer.ended());
  t.match(peer.output(), `fds=1 bytes=8 tty=0\npid=${stage.pid}\nstandard\n`);
});

onStage(t, 'exec sends a descriptor of the process to --pidfd-socket', (t, stage) => {
  const socket = stage.path('pidfd');
  const pidFile = stage.path('exec.pid');
  const peer = receiver(t, stage, socket);
  succeed('create', stage.create());
  const flags = ['-d', '--pid-file', pidFile, '--pidfd-socket', socket];
  const argv = [stage.runtime, '--root', stage.root, 'exec', ...flags, stage.id, 'sleep', '100'];
  succeed('exec', stage.callDetached(argv));
  t.ok(peer.ended());
  const pid = readFileSync(pidFile, 'utf8');
  t.match(peer.output(), `fds=1 bytes=5 tty=0\npid=${pid}\nsetns\n`);
});

onStage(t, 'create sends a descriptor of init to run.oci.pidfd_receiver', (t, stage) => {
  const socket = stage.path('pidfd');
  const peer = receiver(t, stage, socket);
  stage.configure({ ...sleeping, annotations: { 'run.oci.pidfd_receiver': socket } });
  succeed('create', stage.create());
  t.ok(peer.ended());
  t.match(peer.output(), `fds=1 bytes=1 tty=0\npid=${stage.pid}\n \n`);
});

onStage(t, 'create fails and leaves nothing where nobody listens at --pidfd-socket', (t, stage) => {
  const { code, stderr } = stage.create({ flags: ['--pidfd-socket', stage.path('nobody')] });
  t.equal(code, 1);
  t.match(
    stderr,
    /connect to the socket ".*nobody" for the descriptor of the process: No such file/,
  );
  t.match(stage.status(), 'container does not exist');
});
