import t from 'tap';
import type { Linux, LinuxTimeOffsets } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { timeOffsets } from './time-offsets.ts';

const own: Linux = { namespaces: [{ type: 'time' }] };
const given = (offsets: LinuxTimeOffsets, linux: Linux = own) =>
  contextOf({ spec: { linux: { ...linux, timeOffsets: offsets } } });

t.test('offsets are written to a new time namespace, one line a clock', (t) => {
  const context = given({ boottime: { secs: -5 }, monotonic: { secs: 2n ** 60n, nanosecs: 7 } });
  t.same(timeOffsets.check?.(context), []);
  t.match(timeOffsets.compile?.(context), [
    {
      phase: 'namespaces',
      op: { op: 'timeOffsets', offsets: 'monotonic 1152921504606846976 7\nboottime -5 0\n' },
    },
  ]);
  t.end();
});

t.test('a time namespace without offsets is made as well', (t) => {
  t.match(timeOffsets.compile?.(contextOf({ spec: { linux: own } })), [{ op: { offsets: '' } }]);
  t.same(timeOffsets.compile?.(contextOf()), []);
  t.end();
});

t.test('in a user namespace init may write them only while it is dumpable', (t) => {
  const namespaces = [{ type: 'time' }, { type: 'user' }] as const;
  t.match(timeOffsets.compile?.(given({ boottime: { secs: 1 } }, { namespaces })), [
    { phase: 'namespaces', op: { op: 'setDumpable', dumpable: true } },
    { phase: 'namespaces', op: { op: 'timeOffsets' } },
    { phase: 'namespaces', op: { op: 'setDumpable', dumpable: false } },
  ]);
  t.end();
});

t.test('offsets need a time namespace of the container', (t) => {
  const joined: Linux = { namespaces: [{ type: 'time', path: '/t' }] };
  t.match(timeOffsets.check?.(given({ boottime: {} }, {})), [{ pointer: '/linux/timeOffsets' }]);
  t.match(timeOffsets.check?.(given({ boottime: {} }, joined)), [{ problem: /by path/ }]);
  t.same(timeOffsets.check?.(given({}, {})), []);
  t.same(timeOffsets.compile?.(given({ boottime: {} }, joined)), []);
  t.end();
});

t.test('nanoseconds are less than a second', (t) => {
  t.match(timeOffsets.check?.(given({ boottime: { nanosecs: 1e9 } })), [
    { pointer: '/linux/timeOffsets/boottime/nanosecs' },
  ]);
  t.end();
});

t.test('exec joins a time namespace whose clocks are set', (t) => {
  const linux: Linux = {
    namespaces: [{ type: 'time', path: '/t' }],
    timeOffsets: { boottime: {} },
  };
  const context = contextOf({ mode: 'exec', spec: { linux } });
  t.same(timeOffsets.check?.(context), []);
  t.same(timeOffsets.compile?.(context), []);
  t.end();
});
