import t from 'tap';
import { contextOf } from '../testing.ts';
import { devLinks } from './dev-links.ts';
import { devNodes } from './dev-nodes.ts';

const bound = { mounts: [{ destination: '/dev', source: '/dev', options: ['bind'] }] };

t.test('the runtime must supply the default devices', (t) => {
  const nodes = (devNodes.compile?.(contextOf()) ?? []).flatMap(({ op }) =>
    op.op === 'makeNode' ? [[op.path, op.mode, op.major, op.minor]] : [],
  );
  t.same(nodes, [
    ['/dev/null', 0o020_666, 1, 3],
    ['/dev/zero', 0o020_666, 1, 5],
    ['/dev/full', 0o020_666, 1, 7],
    ['/dev/random', 0o020_666, 1, 8],
    ['/dev/urandom', 0o020_666, 1, 9],
    ['/dev/tty', 0o020_666, 5, 0],
  ]);
  t.end();
});

t.test('a default device that linux.devices speaks of is left to it', (t) => {
  const devices = [{ path: '/dev/null', type: 'c' as const, major: 1, minor: 3 }];
  const steps = devNodes.compile?.(contextOf({ spec: { linux: { devices } } })) ?? [];
  t.equal(steps.length, 5);
  t.notMatch(steps, [{ op: { path: '/dev/null' } }]);
  t.end();
});

t.test('/dev/ptmx is a link to the ptmx of the container, whatever the image has', (t) => {
  const steps = devLinks.compile?.(contextOf()) ?? [];
  t.match(steps.at(-1)?.op, { path: '/dev/ptmx', target: 'pts/ptmx', replace: true });
  t.end();
});

t.test('the links of the standard streams are made where the image has nothing', (t) => {
  const links = (devLinks.compile?.(contextOf()) ?? [])
    .slice(0, -1)
    .flatMap(({ op }) =>
      op.op === 'makeSymlink' && !op.replace ? [`${op.path} ${op.target}`] : [],
    );
  t.same(links, [
    '/dev/fd /proc/self/fd',
    '/dev/stdin /proc/self/fd/0',
    '/dev/stdout /proc/self/fd/1',
    '/dev/stderr /proc/self/fd/2',
    '/dev/core /proc/kcore',
  ]);
  t.end();
});

t.test('a /dev bound from the host gets nothing', (t) => {
  t.same(devNodes.compile?.(contextOf({ spec: bound })), []);
  t.same(devLinks.compile?.(contextOf({ spec: bound })), []);
  t.end();
});

t.test('exec makes neither nodes nor links', (t) => {
  t.same(devNodes.compile?.(contextOf({ mode: 'exec' })), []);
  t.same(devLinks.compile?.(contextOf({ mode: 'exec' })), []);
  t.end();
});
