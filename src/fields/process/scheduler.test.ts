import t from 'tap';
import type { Scheduler } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { scheduler } from './scheduler.ts';

const given = (wanted: Scheduler) =>
  contextOf({ spec: { process: { cwd: '/', scheduler: wanted } } });
const pointers = (wanted: Scheduler) =>
  scheduler
    .check?.(given(wanted))
    ?.map(({ pointer }) => pointer.slice('/process/scheduler/'.length));

t.test('the attributes are those of sched_setattr, absent numbers 0', (t) => {
  t.match(scheduler.compile?.(given({ policy: 'SCHED_BATCH', nice: -5 })), [
    {
      phase: 'attributes',
      op: {
        policy: 3,
        nice: 0xffff_fffb,
        priority: 0,
        flags: 0,
        runtime: 0,
        deadline: 0,
        period: 0,
      },
    },
  ]);
  t.match(
    scheduler.compile?.(
      given({
        policy: 'SCHED_DEADLINE',
        runtime: 10,
        deadline: 20,
        period: 30,
        flags: ['SCHED_FLAG_RESET_ON_FORK', 'SCHED_FLAG_DL_OVERRUN'],
      }),
    ),
    [{ op: { policy: 6, flags: 5, runtime: 10, deadline: 20, period: 30 } }],
  );
  t.same(scheduler.compile?.(contextOf()), []);
  t.end();
});

t.test('each policy takes only what it has', (t) => {
  t.strictSame(pointers({ policy: 'SCHED_OTHER', nice: 20 }), ['nice']);
  t.strictSame(pointers({ policy: 'SCHED_OTHER', priority: 1 }), ['priority']);
  t.strictSame(pointers({ policy: 'SCHED_FIFO' }), ['priority']);
  t.strictSame(pointers({ policy: 'SCHED_RR', priority: 100 }), ['priority']);
  t.strictSame(pointers({ policy: 'SCHED_RR', priority: 99 }), []);
  t.strictSame(pointers({ policy: 'SCHED_IDLE', runtime: 1 }), ['runtime']);
  t.strictSame(pointers({ policy: 'SCHED_ISO' }), ['policy']);
  t.strictSame(pointers({ policy: 'SCHED_DEADLINE' }), ['runtime']);
  t.strictSame(pointers({ policy: 'SCHED_DEADLINE', runtime: 3, deadline: 2, period: 1 }), [
    'deadline',
    'period',
  ]);
  t.strictSame(pointers({ policy: 'SCHED_DEADLINE', runtime: 1, deadline: 2n ** 60n }), []);
  t.end();
});
