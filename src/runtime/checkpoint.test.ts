import { chmodSync } from 'node:fs';
import process from 'node:process';
import t from 'tap';
import type { Op } from '../plan/ops.ts';
import { planCheckpoint } from './checkpoint.ts';
import type { CheckpointOptions } from './criu/options.ts';
import { containerOf, report, trackOf } from './testing.ts';

const options: CheckpointOptions = {
  imagePath: '/images',
  workPath: undefined,
  tcpEstablished: false,
  extUnixSk: false,
  shellJob: false,
  fileLocks: false,
  autoDedup: false,
  lazyPages: false,
  manageCgroupsMode: '',
  emptyNamespaces: 0,
  parentPath: undefined,
  leaveRunning: false,
  preDump: false,
  tcpSkipInFlight: false,
  linkRemap: false,
  pageServer: undefined,
  statusFd: undefined,
  networkLock: undefined,
};

const before = process.env['PATH'];
t.before(() => {
  const directory = t.testdir({ criu: '' });
  chmodSync(`${directory}/criu`, 0o755);
  process.env['PATH'] = directory;
});
t.teardown(() => {
  process.env['PATH'] = before;
});

const planOf = (changes: Partial<CheckpointOptions> = {}): readonly Op[] =>
  planCheckpoint({ container: containerOf(), options: { ...options, ...changes }, report }).steps;
const names = (steps: readonly Op[]): readonly string[] => steps.map(({ op }) => op);

t.test('criu is asked for a running container, which is removed then', (t) => {
  const steps = planOf();
  const asked = ['packetPair', 'clone', 'onFailure', 'close', 'awaitExecuted', 'criuRequest'];
  t.same(names(trackOf(steps, 'running')).slice(-asked.length), asked);
  t.ok(names(steps).includes('awaitExit'));
  t.equal(names(steps).at(-1), 'removeDirectory');
  t.end();
});

t.test('a container that goes on is not removed', (t) => {
  for (const changes of [{ leaveRunning: true }, { preDump: true }]) {
    t.same(names(planOf(changes)), ['lock', 'readInit', 'byStatus']);
  }
  t.end();
});

t.test('one that fails is thawed, unless it was paused before', (t) => {
  const steps = planOf();
  const thaw = { op: 'onFailure', undo: [{ op: 'writeKernelFile', data: 'THAWED' }] };
  t.match(trackOf(steps, 'running')[0], thaw);
  t.equal(trackOf(steps, 'paused')[0]?.op, 'openProcess');
  t.end();
});

t.test('what does not run cannot be checkpointed', (t) => {
  for (const status of ['creating', 'created', 'stopped'] as const) {
    const message = `Container cannot be checkpointed in ${status} state`;
    t.match(trackOf(planOf(), status), [{ op: 'fail', message }]);
  }
  t.end();
});

t.test('the request names the pid of the moment, and the log is where criu writes it', (t) => {
  const request = trackOf(planOf({ workPath: '/work' }), 'running').at(-1);
  if (request?.op !== 'criuRequest') throw new Error('criu is not asked');
  t.equal(request.log, '/work/dump.log');
  t.equal(request.patches.length, 6, 'images, work directory and pid');
  for (const offset of [request.patches[0], request.patches[2], request.patches[4]]) {
    t.same([...request.request.subarray(offset, (offset ?? 0) + 5)], [0, 0, 0, 0, 0]);
  }
  t.end();
});
