import fc from 'fast-check';
import t from 'tap';
import type { LinuxIDMapping, LinuxNamespace } from '../../spec/config.ts';
import type { HostFacts } from '../facts.ts';
import { contextOf, ordinaryUser } from '../testing.ts';
import { gidMappings } from './gid-mappings.ts';
import { uidMappings } from './uid-mappings.ts';

type Line = readonly [containerID: number, hostID: number, size: number];

interface Given {
  readonly lines?: readonly Line[];
  readonly namespaces?: readonly LinuxNamespace[];
  readonly facts?: Partial<HostFacts>;
}

function given({ lines, namespaces = [{ type: 'user' }], facts = {} }: Given) {
  const mappings: LinuxIDMapping[] | undefined = lines?.map(([containerID, hostID, size]) => ({
    containerID,
    hostID,
    size,
  }));
  const maps = mappings === undefined ? {} : { uidMappings: mappings, gidMappings: mappings };
  return contextOf({ spec: { linux: { namespaces, ...maps } }, facts });
}

const problems = (input: Given) => uidMappings.check?.(given(input))?.map(({ pointer }) => pointer);
const helpers = { idMapHelpers: { uid: '/usr/bin/newuidmap', gid: '/usr/bin/newgidmap' } };

t.test('root writes the maps itself', (t) => {
  const context = given({
    lines: [
      [0, 100_000, 1000],
      [1000, 1000, 1],
    ],
  });
  t.match(uidMappings.compile?.(context), [
    {
      phase: 'identify',
      op: { path: ['/proc/', 0, '/uid_map'], data: '0 100000 1000\n1000 1000 1\n' },
    },
  ]);
  t.match(gidMappings.compile?.(context), [{ op: { path: ['/proc/', 0, '/gid_map'] } }]);
  t.end();
});

t.test('an ordinary user maps the own id alone, and setgroups is denied for it', (t) => {
  const context = given({ lines: [[0, 1000, 1]], facts: ordinaryUser });
  t.same(uidMappings.check?.(context), []);
  t.match(uidMappings.compile?.(context), [{ op: { data: '0 1000 1\n' } }]);
  t.match(gidMappings.compile?.(context), [
    { op: { path: ['/proc/', 0, '/setgroups'], data: 'deny' } },
    { op: { path: ['/proc/', 0, '/gid_map'], data: '0 1000 1\n' } },
  ]);
  t.end();
});

t.test('an ordinary user maps more by newuidmap and newgidmap', (t) => {
  const lines = [
    [0, 1000, 1],
    [1, 100_000, 65_536],
  ] as const;
  t.match(uidMappings.check?.(given({ lines, facts: ordinaryUser })), [{ problem: /newuidmap/ }]);
  const context = given({ lines, facts: { ...ordinaryUser, ...helpers } });
  t.same(gidMappings.check?.(context), []);
  const [step] = gidMappings.compile?.(context) ?? [];
  t.match(step, { phase: 'identify', op: { op: 'run', pid: 0, env: [] } });
  t.strictSame(step?.op.op === 'run' ? step.op.args : [], [
    '/usr/bin/newgidmap',
    'PID',
    ...['0', '1000', '1', '1', '100000', '65536'],
  ]);
  t.end();
});

t.test('mappings need a user namespace, and a new user namespace needs mappings', (t) => {
  t.strictSame(problems({ lines: [[0, 1000, 1]], namespaces: [] }), ['/linux/uidMappings']);
  t.strictSame(problems({}), ['/linux/uidMappings']);
  t.strictSame(problems({ namespaces: [] }), []);
  const joined: Given = { namespaces: [{ type: 'user', path: '/u' }] };
  t.strictSame(problems(joined), []);
  t.same(uidMappings.compile?.(given({ ...joined, lines: [[0, 1000, 1]] })), []);
  t.end();
});

t.test('what the kernel would refuse is a fault', (t) => {
  t.strictSame(problems({ lines: [[0, 5, 0]] }), [
    '/linux/uidMappings/0/size',
    '/linux/uidMappings',
  ]);
  t.strictSame(problems({ lines: [[0, 2 ** 32 - 2, 2]] }), ['/linux/uidMappings/0/size']);
  t.strictSame(problems({ lines: [[0, 2 ** 32 - 2, 1]] }), []);
  t.strictSame(problems({ lines: [[1, 5, 1]] }), ['/linux/uidMappings']);
  t.strictSame(
    problems({
      lines: [
        [0, 0, 10],
        [5, 100, 1],
      ],
    }),
    ['/linux/uidMappings/1/containerID'],
  );
  t.strictSame(
    problems({
      lines: [
        [5, 100, 9],
        [0, 108, 1],
      ],
    }),
    ['/linux/uidMappings/1/hostID'],
  );
  const many = Array.from({ length: 341 }, (_, index) => [index * 2, index * 2, 1] as const);
  t.strictSame(problems({ lines: many }), ['/linux/uidMappings']);
  t.strictSame(
    problems({
      lines: many
        .slice(1)
        .concat([[0, 0, 1]])
        .slice(-340),
    }),
    [],
  );
  t.end();
});

t.test('a map passes exactly where no id is mapped twice', (t) => {
  const line = fc.tuple(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (more) => {
      const lines: Line[] = [[0, 40, 1], ...more];
      const ids = (side: 0 | 1) =>
        lines.flatMap((entry) =>
          Array.from({ length: entry[2] }, (_, offset) => entry[side] + offset),
        );
      const unique = ([0, 1] as const).every(
        (side) => new Set(ids(side)).size === ids(side).length,
      );
      return (problems({ lines })?.length === 0) === unique;
    }),
  );
  t.end();
});
