import t from 'tap';
import { contextOf } from '../testing.ts';
import { readonlyPaths } from './readonly-paths.ts';

const given = (paths: readonly string[]) =>
  contextOf({ spec: { linux: { readonlyPaths: paths } } });

t.test('the provided paths are set as read-only, each once', (t) => {
  const steps = readonlyPaths.compile?.(given(['/proc/sys', '/proc//sys', '/proc/bus'])) ?? [];
  t.match(steps, [
    { phase: 'read-only', op: { op: 'readonlyPath', path: '/proc/sys', root: 0 } },
    { phase: 'read-only', op: { path: '/proc/bus', at: '/linux/readonlyPaths/2' } },
  ]);
  t.equal(steps.length, 2);
  t.end();
});

t.test('read-only paths must be absolute paths below the root', (t) => {
  const faults = readonlyPaths.check?.(given(['/a', 'a', '/'])) ?? [];
  t.match(faults, [
    { pointer: '/linux/readonlyPaths/1', problem: /absolute/ },
    { pointer: '/linux/readonlyPaths/2', problem: /root.readonly/ },
  ]);
  t.equal(faults.length, 2);
  t.end();
});
