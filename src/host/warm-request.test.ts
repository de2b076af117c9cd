import t from 'tap';
import { encodeRequest, readRequest, type WarmRequest } from './warm-request.ts';

const request: WarmRequest = {
  pid: 7,
  uid: 1000,
  gid: 100,
  workingDirectory: '/b',
  argv: ['pelagos', 'run', 'ä'],
  environment: ['PATH=/bin', 'A='],
  foreseen: [
    [['read', '/f'], { errno: 0, bytes: new Uint8Array([1, 2]) }],
    [['stat', '/none'], { errno: 2, bytes: new Uint8Array() }],
  ],
};

t.test('a request is read as it was written', (t) => {
  t.same(readRequest(encodeRequest(request)), request);
  const least = { ...request, argv: [], environment: [], foreseen: [] };
  t.same(readRequest(encodeRequest(least)), least);
  t.end();
});

t.test('a request that is cut off anywhere is refused', (t) => {
  const whole = encodeRequest(request);
  for (let length = 0; length < whole.length; length++) {
    t.throws(() => readRequest(whole.subarray(0, length)), RangeError, `${length} bytes`);
  }
  t.end();
});

t.test('an answer to a question of no kind is refused', (t) => {
  const bytes = encodeRequest({ ...request, foreseen: [] });
  bytes[bytes.length - 4] = 99;
  t.throws(() => readRequest(bytes), /no question has the number 99/);
  t.end();
});
