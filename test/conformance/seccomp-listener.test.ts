import { writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { checkState } from '../../src/spec/check-state.ts';
import { type Background, background } from '../support/background.ts';
import type { JsonObject } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

/** Prints one line of JSON for each connection when the other end has closed it. */
const server = `
  const net = require('node:net');
  const serve = (peer) => {
    let text = '';
    peer.on('data', (part) => { text += part; });
    peer.on('end', () => console.log(JSON.stringify({ text })));
  };
  net.createServer({ allowHalfOpen: true }, serve).listen(process.argv[1], () => console.log('listening'));
`;

/** The number of capset(2) on x86-64 and on arm64. */
const capset = process.arch === 'x64' ? 126 : 91;

function agent(t: Test, stage: Stage): Background {
  const argv = [process.execPath, '-e', server, stage.path('agent')];
  const started = background(argv, stage.path('said'));
  t.teardown(() => started.stop());
  started.says('listening');
  return started;
}

function notifying(stage: Stage, more: JsonObject = {}): JsonObject {
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [{ names: ['getpriority'], action: 'SCMP_ACT_NOTIFY' }],
    listenerPath: stage.path('agent'),
    listenerMetadata: 'meta "data"',
    ...more,
  };
}

/** The process states of the connections so far. */
function received(peer: Background): JsonObject[] {
  const lines = peer.output().trim().split('\n').slice(1);
  return lines.map((line) => JSON.parse(String((JSON.parse(line) as JsonObject)['text'])));
}

onStage(
  t,
  'The runtime MUST send exactly one container process state per connection, which MUST NOT be reused and MUST be closed after sending',
  (t, stage) => {
    const peer = agent(t, stage);
    stage.configure({ linux: { seccomp: notifying(stage) } });
    for (const count of [1, 2]) {
      succeed('create', stage.create());
      // Each text is one JSON document, or it could not be read; a line is there once it is closed.
      t.ok(
        eventually(() => received(peer).length === count),
        `${count} connections`,
      );
      succeed('delete', stage.delete());
    }
    t.equal(received(peer).length, 2);
    peer.stop();
  },
);

onStage(t, 'the container process state has each REQUIRED property', (t, stage) => {
  const peer = agent(t, stage);
  stage.configure({ annotations: { a: 'b' }, linux: { seccomp: notifying(stage) } });
  succeed('create', stage.create());
  t.ok(eventually(() => received(peer).length === 1));
  const [message = {}] = received(peer);
  t.equal(message['ociVersion'], '1.0.2');
  t.same(message['fds'], ['seccompFd']);
  t.equal(message['pid'], stage.pid, 'as seen by the runtime');
  t.equal(message['metadata'], 'meta "data"');
  const state = message['state'] as JsonObject;
  t.ok(checkState(state).ok, 'the state is one by the schema');
  t.equal(state['id'], stage.id);
  t.equal(state['status'], 'creating');
  t.equal(state['pid'], stage.pid);
  t.equal(state['bundle'], stage.bundle);
  t.same(state['annotations'], { a: 'b' });
  peer.stop();
});

onStage(
  t,
  'The state MUST be sent over the UNIX socket as regular payload in JSON and file descriptors MUST be sent using SCM_RIGHTS, only in the first call',
  (t, stage) => {
    // The peer listens on an AF_UNIX socket of type SOCK_STREAM and reads one message.
    const peer = background(
      [nativeProgram('receive-fds'), stage.path('agent')],
      stage.path('said'),
    );
    t.teardown(() => peer.stop());
    peer.says('listening');
    stage.configure({ linux: { seccomp: notifying(stage) } });
    succeed('create', stage.create());
    t.ok(peer.ended());
    const [, header = '', message = ''] = peer.output().split('\n');
    t.match(header, /^fds=1 /, 'the one descriptor comes with the first bytes');
    t.same((JSON.parse(message) as JsonObject)['fds'], ['seccompFd']);
  },
);

onStage(t, 'An agent may be asked about the calls that setting up ends with', (t, stage) => {
  const names = ['setgroups', 'setgid', 'setuid', 'setresuid', 'setresgid', 'prctl', 'capset'];
  const more = ['openat', 'read', 'close', 'fcntl', 'chdir', 'close_range', 'poll', 'recvmsg'];
  const syscalls = [{ names: [...names, ...more, 'execve'], action: 'SCMP_ACT_NOTIFY' }];
  for (const noNewPrivileges of [false, true]) {
    const socket = stage.path(`agent-${noNewPrivileges}`);
    const said = stage.path(`said-${noNewPrivileges}`);
    const peer = background([nativeProgram('receive-fds'), socket, 'continue'], said);
    t.teardown(() => peer.stop());
    peer.says('listening');
    const user = { uid: 1, gid: 1, additionalGids: [2] };
    stage.configure({
      process: { noNewPrivileges, user },
      linux: { seccomp: notifying(stage, { syscalls, listenerPath: socket }) },
    });
    succeed('create', stage.create());
    const asked = peer.output().includes(`notified of ${capset}\n`);
    t.equal(asked, !noNewPrivileges, 'the agent answers while init sets itself up');
    succeed('start', stage.start());
    peer.stop();
    succeed('delete', stage.delete('--force'));
  }
});

onStage(t, 'If sending to this socket fails, the runtime MUST generate an error', (t, stage) => {
  stage.configure({ linux: { seccomp: notifying(stage) } });
  const missing = stage.create();
  t.equal(missing.code, 1, 'nobody listens there');
  t.match(missing.stderr, /listenerPath/);
  t.match(stage.state().stderr, /does not exist/);
  writeFileSync(stage.path('agent'), '');
  const file = stage.create();
  t.equal(file.code, 1, 'no socket');
  t.match(file.stderr, /listenerPath/);
});

onStage(t, 'listenerMetadata MUST NOT be set if listenerPath is not set', (t, stage) => {
  const { listenerPath: _, ...seccomp } = notifying(stage);
  stage.configure({ linux: { seccomp: { ...seccomp, syscalls: [] } } });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /\/linux\/seccomp\/listenerMetadata/);
});

onStage(
  t,
  "When the action doesn't support an errno, the runtime MUST print an error and fail",
  (t, stage) => {
    for (const action of [
      'SCMP_ACT_ALLOW',
      'SCMP_ACT_KILL',
      'SCMP_ACT_KILL_PROCESS',
      'SCMP_ACT_KILL_THREAD',
      'SCMP_ACT_LOG',
      'SCMP_ACT_TRAP',
    ]) {
      const syscalls = [{ names: ['getpriority'], action, errnoRet: 5 }];
      for (const [seccomp, pointer] of [
        [{ defaultAction: action, defaultErrnoRet: 5 }, 'defaultErrnoRet'],
        [{ defaultAction: 'SCMP_ACT_ALLOW', syscalls }, 'syscalls/0/errnoRet'],
      ] as const) {
        stage.configure({ linux: { seccomp } });
        const { code, stderr } = stage.create();
        t.equal(code, 1, `${pointer} of ${action}`);
        t.match(stderr, new RegExp(`/linux/seccomp/${pointer}`));
      }
    }
  },
);

onStage(t, 'names MUST contain at least one entry', (t, stage) => {
  const syscalls = [{ names: [], action: 'SCMP_ACT_ERRNO' }];
  stage.configure({ linux: { seccomp: { defaultAction: 'SCMP_ACT_ALLOW', syscalls } } });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /\/linux\/seccomp\/syscalls\/0\/names/);
});
