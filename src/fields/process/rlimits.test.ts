import t from 'tap';
import type { POSIXRlimit } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { rlimits } from './rlimits.ts';

const given = (...list: POSIXRlimit[]) =>
  contextOf({ spec: { process: { cwd: '/', rlimits: list } } });

t.test('each limit is set for init from outside', (t) => {
  const context = given({ type: 'RLIMIT_NOFILE', soft: 1024, hard: 18446744073709551615n });
  t.same(rlimits.check?.(context), []);
  t.match(rlimits.compile?.(context), [
    {
      phase: 'restrict',
      op: { op: 'rlimit', at: '/process/rlimits/0', resource: 7, soft: 1024, hard: 2n ** 64n - 1n },
    },
  ]);
  t.end();
});

t.test('a value which cannot be mapped to a kernel interface must generate an error', (t) => {
  t.match(rlimits.check?.(given({ type: 'RLIMIT_BOGUS', soft: 1, hard: 1 })), [
    { pointer: '/process/rlimits/0/type' },
  ]);
  t.end();
});

t.test('duplicated entries with the same type must generate an error', (t) => {
  const one = { type: 'RLIMIT_CORE', soft: 0, hard: 0 };
  t.match(rlimits.check?.(given(one, one)), [{ pointer: '/process/rlimits/1/type' }]);
  t.end();
});

t.test('the soft limit must not be above the hard limit', (t) => {
  t.match(rlimits.check?.(given({ type: 'RLIMIT_CORE', soft: 2n ** 63n, hard: 5 })), [
    { pointer: '/process/rlimits/0/soft' },
  ]);
  t.end();
});
