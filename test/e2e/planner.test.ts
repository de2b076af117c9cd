/** A warm planner answers as a spawned one does, and whatever goes wrong with it, one is spawned. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { planFor } from '../../src/cli/dispatch.ts';
import { type Ask, askedFiles } from '../../src/host/asked-files.ts';
import { ownFiles } from '../../src/host/own-files.ts';
import { ownProcess } from '../../src/host/own-process.ts';
import { seeThrough } from '../../src/host/view.ts';
import { readRequest } from '../../src/host/warm-request.ts';
import { background } from '../support/background.ts';
import { CopiedInstall } from '../support/copied-install.ts';
import { hasEnded } from '../support/processes.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually, sleep } from '../support/wait.ts';
import { WarmServer } from '../support/warm-server.ts';

interface Play {
  readonly t: Test;
  readonly stage: Stage;
  readonly copy: CopiedInstall;
  /** Starts the server, which is stopped in the end. */
  serve(...options: readonly string[]): WarmServer;
}

function onWarm(title: string, play: (scene: Play) => void | Promise<void>): void {
  onStage(t, title, async (t, stage) => {
    const servers: WarmServer[] = [];
    const copy = new CopiedInstall(stage.path('copy'));
    const serve = (...options: readonly string[]): WarmServer => {
      const server = new WarmServer(stage, copy, options);
      servers.push(server);
      return server;
    };
    try {
      await play({ t, stage, copy, serve });
    } finally {
      for (const server of servers) server.stop();
    }
  });
}

/** A verb that is always planned, and cheap. */
const asking = ['features'];
const answer = /"ociVersionMin"/;

/** A call that found no warm planner to its liking: the answer is right, and one was spawned. */
function assertSpawned(t: Test, server: WarmServer, what: string): void {
  const { code, stdout, stderr, spawned } = server.call(asking);
  t.match({ code, stderr }, { code: 0, stderr: '' }, what);
  t.match(stdout, answer, what);
  t.ok(spawned > 0, `${what}: a planner is spawned`);
}

onWarm('a whole life is planned without a spawned planner', ({ t, stage, serve }) => {
  const server = serve();
  const { root, id, bundle } = stage;
  const verb = (...words: readonly string[]) => server.call(['--root', root, ...words]);
  stage.configure({ process: { args: ['sleep', '1000'] } });
  succeed('run', verb('run', '--detach', '--bundle', bundle, id));
  const executed = verb('exec', id, 'echo', 'inside');
  t.match(executed, { code: 0, stdout: 'inside\n', spawned: 0 });
  t.match(verb('exec', id, 'sh', '-c', 'exit 7'), { code: 7, spawned: 0 });
  t.match(verb('exec', id, '/no/such'), { code: 255, spawned: 0 });
  t.match(verb('list', '-q'), { stdout: `${id}\n`, spawned: 0 });
  t.match(verb('update', '--pids-limit', '50', id), { code: 0, spawned: 0 });
  t.match(verb('events', '--stats', id), { code: 0, stdout: /"type":"stats"/, spawned: 0 });
  t.match(verb('pause', id), { code: 0, spawned: 0 });
  t.match(verb('resume', id), { code: 0, spawned: 0 });
  t.match(verb('kill', '--all', id, 'KILL'), { code: 0, spawned: 0 });
  t.match(verb('delete', '--force', id), { code: 0, spawned: 0 });
  t.match(verb('state', id), { code: 1, stderr: 'container does not exist\n', spawned: 0 });
  t.match(verb('create', '--bundel', bundle, id), { code: 1, spawned: 0 });
});

onWarm('what needs a planner beside the caller gets one', ({ t, stage, serve }) => {
  const server = serve();
  const { root, id, bundle } = stage;
  const verb = (words: readonly string[], input?: string) =>
    server.call(['--root', root, ...words], input === undefined ? {} : { input });
  stage.configure({ process: { args: ['sleep', '1000'] } });
  succeed('run', verb(['run', '--detach', '--bundle', bundle, id]));
  t.match(verb(['ps', id]), { code: 0, stdout: /sleep 1000/, spawned: 1 }, 'a time zone');
  const resources = '{"pids":{"limit":60}}';
  const updated = verb(['update', '--resources', '-', id], resources);
  t.match(updated, { code: 0, stderr: '', spawned: 1 }, 'standard input');
  t.match(server.call(['\xff', 'state']), { code: 3, spawned: 0 });
});

onWarm('--timing tells of the request, and not of the life of the server', ({ t, serve }) => {
  const server = serve();
  sleep(300);
  const { stderr, spawned } = server.call(['--timing', ...asking]);
  const [, start = 'none'] = /warm planner: start +([\d.]+) ms/.exec(stderr) ?? [];
  t.ok(Number(start) < 100, stderr);
  t.equal(spawned, 0);
});

onWarm('a caller can do without it', ({ t, copy, serve }) => {
  serve();
  const before = copy.asked;
  const env = { PELAGOS_PLANNER_SOCKET: 'none' };
  t.match(call([copy.runtime, ...asking], { env }).stdout, answer);
  t.equal(copy.asked, before + 1);
});

onWarm('a server that is gone leaves a socket that nobody waits for', ({ t, serve }) => {
  const server = serve();
  server.stop();
  t.ok(lstatSync(server.socket).isSocket());
  assertSpawned(t, server, 'gone');
  const { milliseconds } = server.call(asking);
  t.ok(milliseconds < 200, `${milliseconds} ms`);
  t.equal(serve().call(asking).spawned, 0, 'and the next server takes its place');
});

onWarm('two servers at one socket are an error', ({ t, copy, serve }) => {
  const server = serve();
  const second = call([copy.runtime, 'planner', 'serve', '--socket', server.socket]);
  t.match(second, { code: 1, stderr: /^cannot serve plans at \S+: Address in use/ });
  t.equal(server.call(asking).spawned, 0);
});

onWarm('a file that is no socket is not removed', ({ t, stage, copy }) => {
  const path = stage.path('file');
  writeFileSync(path, 'kept');
  const outcome = call([copy.runtime, 'planner', 'serve', '--socket', path]);
  t.match(outcome, { code: 1, stderr: /^cannot serve plans at \S+: File exists/ });
  t.equal(readFileSync(path, 'utf8'), 'kept');
});

/** A frame as octal escapes of printf(1): its kind, the length that it states, and its payload. */
const frame = (kind: number, length: number, payload = ''): string =>
  `${[0, 8, 16, 24].map((bits) => `\\${((length >> bits) & 255).toString(8)}`).join('')}\\${kind}\\0\\0\\0${payload}`;
const say = (bytes: string): string => `printf '${bytes}' >&3`;
const ready = say(frame(1, 0));
const hear = 'head -c 200 <&3 >/dev/null';

/** What a planner that is kept warm may do wrong in the middle of a request. */
const wrong: Readonly<Record<string, string>> = {
  'kills its server': `${hear}; kill -9 $PPID`,
  ends: hear,
  hangs: `${hear}; sleep 20`,
  'answers with garbage': `${hear}; ${say('no frame at all, but a text that is long enough')}; sleep 20`,
  'answers with a frame that is too long': `${hear}; ${say(frame(6, 0x7fffffff))}; sleep 20`,
  'answers with half a plan': `${hear}; ${say(frame(6, 500, 'PLAN'))}`,
  'answers with no plan': `${hear}; ${say(frame(6, 20, 'twenty bytes of text'))}; sleep 20`,
  'answers with an empty plan': `${hear}; ${say(frame(6, 0))}; sleep 20`,
  'asks what nobody answers': `${hear}; ${say(frame(4, 14, '\\1\\0\\0\\0\\143\\0\\0\\0\\2\\0\\0\\0/\\0'))}; sleep 20`,
  'asks half a question': `${hear}; ${say(frame(4, 8, '\\1\\0\\0\\0\\1\\0\\0\\0'))}; sleep 20`,
  declines: `${hear}; ${say(frame(7, 0))}; sleep 20`,
};

for (const [what, script] of Object.entries(wrong)) {
  onWarm(`a warm planner that ${what} is as good as none`, ({ t, copy, serve }) => {
    copy.serveWith(`${ready}; ${script}`);
    const server = serve();
    assertSpawned(t, server, 'once');
    assertSpawned(t, server, 'and again');
  });
}

onWarm(
  'a caller that is killed in the middle of a request costs its planner',
  ({ t, copy, serve }) => {
    copy.serveWith(`${ready}; ${hear}; sleep 20`);
    const server = serve();
    const { planner } = server;
    const env = { PATH: process.env['PATH'], PELAGOS_PLANNER_SOCKET: server.socket };
    const caller = spawn(copy.runtime, asking, { env, stdio: 'ignore' });
    sleep(100);
    caller.kill('SIGKILL');
    t.ok(eventually(() => server.planner !== planner && server.planner !== 0));
    copy.serveWith('');
    assertSpawned(t, server, 'another build');
  },
);

/** Whoever connects and is none of ours, with what it says. */
const strangers: Readonly<Record<string, Buffer>> = {
  'says nothing': Buffer.alloc(0),
  'says garbage': Buffer.alloc(100_000, 'x'),
  'greets as another': Buffer.concat([Buffer.from([120, 0, 0, 0, 2, 0, 0, 0]), Buffer.alloc(120)]),
};

for (const [what, bytes] of Object.entries(strangers)) {
  onWarm(
    `a caller that ${what} gets no planner, and holds up the next one shortly`,
    async (scene) => {
      const { t, serve } = scene;
      const server = serve();
      const { planner } = server;
      const stranger = createConnection(server.socket);
      stranger.on('error', () => undefined);
      await once(stranger, 'connect');
      stranger.write(bytes);
      t.match(server.call(asking), { code: 0, stdout: answer });
      t.ok(
        eventually(() => server.call(asking).spawned === 0),
        'served again',
      );
      t.equal(server.planner, planner);
      stranger.destroy();
    },
  );
}

for (const [verb, words] of Object.entries({
  create: ['create', '--bundle', '$BUNDLE', '--pid-file', '/run/none', 'fresh'],
  'run in the bundle': ['run', 'fresh'],
  exec: ['exec', '--env', 'A=b', '$ID', 'true'],
})) {
  onWarm(
    `what a plan for ${verb} is made of comes with the request`,
    async ({ t, stage, copy, serve }) => {
      const { root, id, bundle } = stage;
      stage.configure({ process: { args: ['sleep', '1000'] } });
      succeed('run', stage.run(['run', '--detach', '--bundle', bundle, id]));
      const heard = stage.path('heard');
      copy.serveWith(`${ready}; exec cat <&3 >>${heard}`);
      const server = serve();
      const given = words.map((word) => word.replace('$BUNDLE', bundle).replace('$ID', id));
      server.call(['--root', root, ...given], { cwd: bundle });
      const request = readRequest(readFileSync(heard).subarray(8));
      const [calledAs = '', ...line] = request.argv;
      const known = new Map(
        request.foreseen.map(([[about, path], answer]) => [about + path, answer]),
      );
      const asked: string[] = [];
      const ask: Ask = (questions) => {
        asked.push(...questions.map((question) => question.join(' ')));
        throw new Error('asked for more');
      };
      const process = { ...ownProcess, calledAs: () => calledAs, workingDirectory: () => bundle };
      seeThrough({ files: askedFiles(ask, known), process });
      const caller = {
        uid: request.uid,
        gid: request.gid,
        calledAs: 'pelagos',
        pid: request.pid,
        workingDirectory: request.workingDirectory,
        inUserNamespace: false,
        environment: () => undefined,
      };
      const plan = await planFor(line, caller).catch(() => undefined);
      seeThrough({ files: ownFiles, process: ownProcess });
      t.same(asked, []);
      t.notMatch(plan?.steps, [{ op: 'fail' }]);
      t.ok(plan);
    },
  );
}

onWarm(
  'a planner practises while nobody asks, and who asks does not wait for it',
  ({ t, serve }) => {
    const server = serve('--practice', '100000');
    const { planner } = server;
    for (let i = 0; i < 5; i++)
      t.match(server.call(asking), { code: 0, stdout: answer, spawned: 0 });
    t.equal(server.planner, planner);
  },
);

onWarm(
  'a planner that fails in practice is replaced by one that does not',
  ({ t, copy, serve }) => {
    copy.serveWith(`${ready}; head -c 8 <&3 >/dev/null; exit 1`);
    const server = serve('--practice', '5');
    sleep(300);
    const { planner } = server;
    sleep(300);
    t.equal(server.planner, planner);
    t.not(planner, 0);
  },
);

onWarm('a planner that does not become ready fails the server', ({ t, stage, copy }) => {
  copy.serveWith('exit 3');
  const words = ['planner', 'serve', '--socket', stage.path('socket')];
  const outcome = call([copy.runtime, ...words]);
  t.match(outcome, { code: 1, stderr: /the planner \S+ does not serve\n$/ });
  t.notOk(existsSync(stage.path('socket')));
});

onWarm('a planner that is killed between two requests is replaced', ({ t, serve }) => {
  const server = serve();
  const { planner } = server;
  process.kill(planner, 'SIGKILL');
  t.ok(eventually(() => server.planner !== planner && server.planner !== 0));
  t.match(server.call(asking), { code: 0, stdout: answer });
  t.match(server.call(asking), { code: 0, spawned: 0 });
});

onWarm('a server that hangs is waited for shortly, also with a full queue', async (scene) => {
  const { t, copy, serve } = scene;
  const server = serve();
  server.signal('SIGSTOP');
  assertSpawned(t, server, 'stopped');
  const env = { PATH: process.env['PATH'], PELAGOS_PLANNER_SOCKET: server.socket };
  const calls = Array.from({ length: 30 }, () => {
    const child = spawn(copy.runtime, asking, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    return new Promise<string>((resolve) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += String(chunk);
      });
      child.on('close', (code) => resolve(`${code} ${text}`));
    });
  });
  for (const text of await Promise.all(calls)) t.match(text, /^0 .*"ociVersionMin"/s);
  server.signal('SIGCONT');
  t.match(server.call(asking), { code: 0, stdout: answer });
  t.equal(server.call(asking).spawned, 0, 'and goes on');
});

/** A server that anybody of the right user could be: it says what it likes. */
function falseServer(stage: Stage, says: string): { readonly path: string; stop(): void } {
  const path = stage.path('false.sock');
  const code = `
    const { createServer } = require('node:net');
    process.umask(0o177);
    createServer((client) => { client.on('error', () => {}); ${says} })
      .listen(${JSON.stringify(path)}, () => console.log('listens'));`;
  const server = background([process.execPath, '-e', code], stage.path('false.log'));
  server.says('listens');
  return { path, stop: () => server.stop() };
}

const lies: Readonly<Record<string, string>> = {
  'says nothing': '',
  'leaves at once': 'client.destroy();',
  'says garbage': `client.write(Buffer.alloc(100_000, 'x'));`,
  'greets as another':
    'client.write(Buffer.concat([Buffer.from([120, 0, 0, 0, 2, 0, 0, 0]), Buffer.alloc(120, 1)]));',
  'answers without a greeting': `client.write(Buffer.concat([Buffer.from([4, 0, 0, 0, 6, 0, 0, 0]), Buffer.from('PLAN')]));`,
};

for (const [what, says] of Object.entries(lies)) {
  onWarm(`a false server that ${what} gets no plan executed`, ({ t, stage, copy }) => {
    const server = falseServer(stage, says);
    const before = copy.asked;
    const env = { PELAGOS_PLANNER_SOCKET: server.path };
    t.match(call([copy.runtime, ...asking], { env }), { code: 0, stdout: answer, stderr: '' });
    t.equal(copy.asked, before + 1);
    server.stop();
  });
}

/** What must not be asked, although somebody serves there. */
const untrusted: Readonly<Record<string, (socket: string, directory: string) => void>> = {
  'of another user': (socket) => chownSync(socket, 1000, 1000),
  'that others may write to': (socket) => chmodSync(socket, 0o622),
  'below a directory of another user': (_, directory) => chownSync(directory, 1000, 1000),
  'below a directory that others may write to': (_, directory) => chmodSync(directory, 0o777),
  'that is a link': (socket) => {
    renameSync(socket, `${socket}.away`);
    symlinkSync(`${socket}.away`, socket);
  },
  'that is a file': (socket) => {
    renameSync(socket, `${socket}.away`);
    writeFileSync(socket, '');
  },
  'below a directory that is a link': (_, directory) => {
    renameSync(directory, `${directory}.away`);
    symlinkSync(`${directory}.away`, directory);
  },
};

for (const [what, spoil] of Object.entries(untrusted)) {
  onWarm(`a socket ${what} is not asked`, ({ t, stage, copy, serve }) => {
    const server = serve();
    const directory = stage.path('place');
    const socket = join(directory, 'sock');
    mkdirSync(directory, { mode: 0o755 });
    renameSync(server.socket, socket);
    const env = { PELAGOS_PLANNER_SOCKET: socket };
    const asked = (): number => {
      const before = copy.asked;
      t.match(call([copy.runtime, ...asking], { env }), { code: 0, stdout: answer, stderr: '' });
      return copy.asked - before;
    };
    t.equal(asked(), 0, 'which was asked before');
    spoil(socket, directory);
    t.equal(asked(), 1);
  });
}

onWarm('a replaced socket is not that of the server, which goes on', ({ t, stage, serve }) => {
  const server = serve();
  renameSync(server.socket, stage.path('away'));
  writeFileSync(server.socket, '');
  assertSpawned(t, server, 'a file');
  renameSync(stage.path('away'), server.socket);
  t.equal(server.call(asking).spawned, 0);
});

for (const [kind, flags] of Object.entries({
  mount: ['--mount'],
  pid: ['--pid', '--fork', '--mount-proc'],
  user: ['--user', '--map-root-user'],
  cgroup: ['--cgroup'],
})) {
  onWarm(`a caller in another ${kind} namespace is not served`, ({ t, serve }) => {
    const server = serve();
    const wrapper = ['unshare', ...flags];
    t.match(server.call(asking, { wrapper }), { code: 0, stdout: answer, spawned: 1 });
    t.match(server.call(asking, { wrapper: ['unshare', '--uts'] }), { code: 0, spawned: 0 });
  });
}

onWarm('root without the capabilities of root is not served', ({ t, serve }) => {
  const server = serve();
  const bare = ['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--'];
  t.match(server.call(asking, { wrapper: bare }), { code: 0, stdout: answer, spawned: 1 });
  t.match(server.call(asking, { wrapper: ['setpriv', '--'] }), { code: 0, spawned: 0 });
});

onWarm('an ordinary user is not served by root', ({ t, stage, serve }) => {
  const server = serve();
  chmodSync(stage.directory, 0o755);
  chmodSync(server.socket, 0o666);
  const wrapper = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups'];
  t.match(server.call(['--version'], { wrapper }), { code: 0, stdout: /^pelagos version/ });
});

onWarm('another build is not served', ({ t, stage, copy, serve }) => {
  const server = serve();
  const other = new CopiedInstall(stage.path('other'));
  const env = { PELAGOS_PLANNER_SOCKET: server.socket };
  t.match(call([other.runtime, ...asking], { env }), { code: 0, stdout: answer });
  t.equal(other.asked, 1);
  t.equal(server.call(asking).spawned, 0);
  copy.serveWith('exit 1');
  assertSpawned(t, server, 'after an upgrade');
  t.ok(server.ended(), 'and the server of the old build ends');
});

onWarm('a server ends when nobody asks, and takes its socket with it', ({ t, serve }) => {
  const server = serve('--idle', '400ms');
  t.equal(server.call(asking).spawned, 0);
  const { planner } = server;
  t.ok(server.ended());
  t.notOk(existsSync(server.socket));
  t.ok(eventually(() => hasEnded(planner)));
  t.equal(server.output(), '');
});

onWarm('a server that is killed takes its planner with it', ({ t, serve }) => {
  const server = serve();
  const { planner } = server;
  server.stop();
  t.ok(eventually(() => hasEnded(planner)));
});

onWarm('a planner above its ceiling of memory answers, and is replaced', ({ t, serve }) => {
  const server = serve('--memory', '1m');
  const { planner } = server;
  t.match(server.call(asking), { code: 0, stdout: answer });
  t.ok(eventually(() => server.planner !== planner && server.planner !== 0));
  t.ok(hasEnded(planner));
  t.match(server.call(asking), { code: 0, stdout: answer });
});

onWarm('the socket of a service manager is taken over', async ({ t, stage, copy }) => {
  const socket = stage.path('activated.sock');
  const mask = process.umask(0o177);
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(socket, resolve));
  process.umask(mask);
  const fd = (listener as unknown as { _handle: { fd: number } })._handle.fd;
  const activate = 'export LISTEN_PID=$$ LISTEN_FDS=1; exec "$@" planner serve --idle 1500ms';
  const child = spawn('sh', ['-c', activate, 'sh', copy.runtime], {
    stdio: ['ignore', 'inherit', 'inherit', fd],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  // Synchronous from here on: Node has no time to accept what is meant for the child.
  sleep(700);
  const before = copy.asked;
  const env = { PELAGOS_PLANNER_SOCKET: socket };
  t.match(call([copy.runtime, ...asking], { env }), { code: 0, stdout: answer });
  t.equal(copy.asked, before);
  t.equal(await ended, 0);
  listener.close();
});

for (const [words, sentence] of [
  [['planner'], /planner wants 1 argument, not 0/],
  [['planner', 'sing'], /the planner does not know "sing"/],
  [['planner', 'serve', '--idle', 'long'], /--idle is a duration/],
  [['planner', 'serve', '--memory', 'all'], /--memory is a number of bytes/],
  [['planner', 'serve', '--practice', 'much'], /--practice is a number of examples/],
] as const) {
  onStage(t, `pelagos ${words.join(' ')} is an error`, (t, stage) => {
    t.match(stage.run(words), { code: 1, stderr: sentence });
  });
}

t.test('the tools of these tests are there', (t) => {
  for (const tool of ['unshare', 'setpriv']) t.equal(spawnSync(tool, ['--version']).status, 0);
  t.end();
});
