import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openingMessages, startUnitCall } from '../../src/cgroup/systemd/calls.ts';
import { property } from '../../src/cgroup/systemd/properties.ts';
import { HOLE } from '../../src/lib/bus-message.ts';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { executor, planBytes, words } from '../support/execute-plan.ts';

const JOB = '/org/freedesktop/systemd1/job/7';
const CALL = 3;
const unit = { name: 'a.scope', slice: 'system.slice', path: '/system.slice/a.scope' };

const padded = (bytes: Buffer, size: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((size - (bytes.length % size)) % size)]);

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const text = (value: string): Buffer =>
  Buffer.concat([u32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);

/** Arguments that are all texts or numbers. */
function body(...values: readonly (string | number)[]): Buffer {
  return values.reduce<Buffer>((all, value) => {
    const start = padded(all, 4);
    return Buffer.concat([start, typeof value === 'number' ? u32(value) : text(value)]);
  }, Buffer.alloc(0));
}

interface Answer {
  readonly type: number;
  readonly fields: readonly (readonly [code: number, type: 's' | 'o' | 'u' | 'g', value: string])[];
  readonly body: Buffer;
}

function message({ type, fields, body: content }: Answer): Buffer {
  let array = Buffer.alloc(0);
  for (const [code, kind, value] of fields) {
    const start = Buffer.concat([
      padded(array, 8),
      Buffer.from([code, 1]),
      Buffer.from(`${kind}\0`),
    ]);
    const signature = Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)]);
    const encoded = kind === 'u' ? u32(Number(value)) : text(value);
    array = Buffer.concat([start, kind === 'g' ? signature : encoded]);
  }
  const head = Buffer.concat([
    Buffer.from(['l'.charCodeAt(0), type, 0, 1]),
    u32(content.length),
    u32(99),
    u32(array.length),
  ]);
  return Buffer.concat([padded(Buffer.concat([head, array]), 8), content]);
}

const returned = (serial: number, job = JOB): Buffer =>
  message({
    type: 2,
    fields: [
      [5, 'u', `${serial}`],
      [8, 'g', 'o'],
    ],
    body: body(job),
  });

const failed = (name: string, words: string): Buffer =>
  message({
    type: 3,
    fields: [
      [5, 'u', `${CALL}`],
      [4, 's', name],
      [8, 'g', 's'],
    ],
    body: body(words),
  });

const removed = (result: string, job = JOB): Buffer =>
  message({
    type: 4,
    fields: [
      [3, 's', 'JobRemoved'],
      [8, 'g', 'uoss'],
    ],
    body: body(7, job, unit.name, result),
  });

/** What the fake bus says, to the login and to each method call of that name. */
interface Script {
  readonly login?: string;
  readonly answers: readonly Buffer[];
  /** Answers the first call alone, if any. */
  readonly first?: Buffer;
}

function serve(
  socket: Socket,
  { login = 'DATA\r\nOK 1234\r\n', answers, first }: Script,
): Buffer[] {
  const heard: Buffer[] = [];
  let calls = 0;
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    heard.push(bytes);
    if (bytes.includes('AUTH')) socket.write(login);
    if (!bytes.includes('StartTransientUnit')) return;
    calls += 1;
    if (calls === 1 && first !== undefined) socket.write(first);
    else for (const answer of answers) socket.write(answer);
  });
  return heard;
}

interface Result {
  readonly code: number | null;
  readonly stderr: string;
  readonly heard: string;
  readonly milliseconds: number;
}

async function call(script: Script, changes: Partial<OpOf<'busCall'>> = {}): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'pelagos-bus-'));
  const path = join(directory, 'bus');
  let heard: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    heard = serve(socket, script);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    const began = Date.now();
    const { code, stderr } = await execute(directory, [step(path, changes)]);
    const milliseconds = Date.now() - began;
    return { code, stderr, heard: Buffer.concat(heard).toString('latin1'), milliseconds };
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(directory, { recursive: true });
  }
}

function step(socket: string, changes: Partial<OpOf<'busCall'>>): Op {
  const properties = [property('PIDs', 'au', [HOLE])];
  return {
    op: 'busCall',
    ...words('start the unit'),
    socket,
    opening: openingMessages(true),
    call: startUnitCall(unit, properties).bytes,
    pid: NONE,
    pidAt: 0,
    job: true,
    patience: 0,
    timeout: 5000,
    ...changes,
  };
}

function execute(
  directory: string,
  steps: readonly Op[],
): Promise<{ code: number; stderr: string }> {
  const plan = join(directory, 'plan');
  writeFileSync(plan, planBytes(steps, { logFormat: 'text' }));
  const file = openSync(plan, 'r');
  const child = spawn(executor, ['execute-plan', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', file],
  });
  closeSync(file);
  let stderr = '';
  child.stderr?.on('data', (bytes) => {
    stderr += String(bytes);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? -1, stderr }));
  });
}

t.test('a job that is done is a success, and is asked for without an identity', async (t) => {
  const { code, stderr, heard } = await call({ answers: [returned(CALL), removed('done')] });
  t.equal(code, 0, stderr);
  t.ok(heard.startsWith('\0AUTH EXTERNAL\r\nDATA\r\n'));
  t.match(heard, /BEGIN\r\n.*Hello.*AddMatch.*StartTransientUnit/s);
});

t.test('signals of other jobs and answers to other calls are passed over', async (t) => {
  const other = [removed('failed', '/other'), returned(1, '/x'), returned(2, '/y')];
  const answers = [...other, returned(CALL), removed('failed', '/other'), removed('done')];
  const { code, stderr } = await call({ answers: [Buffer.concat(answers)] });
  t.equal(code, 0, stderr);
});

t.test('an answer in single bytes is read all the same', async (t) => {
  const bytes = Buffer.concat([returned(CALL), removed('done')]);
  const answers = [...bytes].map((byte) => Buffer.from([byte]));
  t.equal((await call({ answers })).code, 0);
});

t.test('an error is told in the words of the other side', async (t) => {
  const { code, stderr } = await call({ answers: [failed('org.example.Odd', 'no such thing')] });
  t.equal(code, 1);
  t.match(stderr, /cannot start the unit: .*: no such thing \(org\.example\.Odd\)/);
});

t.test('another result of the job than done is a failure', async (t) => {
  const { code, stderr } = await call({ answers: [returned(CALL), removed('timeout')] });
  t.equal(code, 1);
  t.match(stderr, /its job ended with "timeout"/);
});

t.test('a unit that exists is asked for again while there is patience', async (t) => {
  const first = failed('org.freedesktop.systemd1.UnitExists', 'it is there');
  const answers = [returned(CALL), removed('done')];
  t.equal((await call({ first, answers }, { patience: 1000 })).code, 0);
  const { code, stderr } = await call({ first, answers: [first] }, { patience: 50 });
  t.equal(code, 1);
  t.match(stderr, /it is there \(org\.freedesktop\.systemd1\.UnitExists\)/);
});

t.test('each wait has a deadline that says what was awaited', async (t) => {
  const timeout = { timeout: 200 };
  const login = await call({ login: 'DATA\r\n', answers: [] }, timeout);
  t.match(login.stderr, /it did not let us in within 200 ms/);
  const silent = await call({ answers: [] }, timeout);
  t.match(silent.stderr, /it did not answer within 200 ms/);
  const job = await call({ answers: [returned(CALL)] }, timeout);
  t.match(job.stderr, /it did not end the job that it began within 200 ms/);
  for (const { code, milliseconds } of [login, silent, job]) {
    t.equal(code, 1);
    t.ok(milliseconds < 4000, `${milliseconds} ms`);
  }
});

t.test('a refused login is told', async (t) => {
  const { code, stderr } = await call({ login: 'REJECTED EXTERNAL\r\n', answers: [] });
  t.equal(code, 1);
  t.match(stderr, /Permission denied/);
});

t.test('what is no D-Bus is told, and does no harm', async (t) => {
  for (const answer of [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), Buffer.alloc(100_000)]) {
    const { code, stderr } = await call({ answers: [answer] });
    t.equal(code, 1);
    t.match(stderr, /Bad message/);
  }
  t.match((await call({ login: 'x\r\n'.repeat(9), answers: [] })).stderr, /Bad message/);
});

t.test('a message of any size is read up to 64 KiB, and refused above', async (t) => {
  const long = await call({ answers: [failed('a.b', 'x'.repeat(60_000))] });
  t.match(long.stderr, /x{1000}/);
  const huge = await call({ answers: [failed('a.b', 'x'.repeat(70_000))] });
  t.match(huge.stderr, /Message too large|Message too long/);
});

t.test('an end of the connection is told', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'pelagos-bus-'));
  const { code, stderr } = await execute(directory, [step(join(directory, 'none'), {})]);
  rmSync(directory, { recursive: true });
  t.equal(code, 1);
  t.match(stderr, /No such file or directory: over .*none/);
});
