import t from 'tap';
import type { CgroupFacts } from '../../../cgroup/facts.ts';
import type { LinuxNamespace } from '../../../spec/config.ts';
import { compileFields } from '../../compile.ts';
import { contextOf } from '../../testing.ts';
import { isMadeBeside } from './beside.ts';

const mountPoint = '/sys/fs/cgroup/pids';
const v1: CgroupFacts = {
  mode: 'v1',
  hierarchies: [{ mountPoint, controllers: ['pids'], root: '/', own: '/' }],
  unified: undefined,
  writable: true,
};
const mount: LinuxNamespace = { type: 'mount' };
const network: LinuxNamespace = { type: 'network' };

type Options = Parameters<typeof contextOf>[0];

function given(namespaces: readonly LinuxNamespace[], more: Options = {}) {
  const process = { cwd: '/', args: ['true'] };
  const linux = { namespaces, resources: { pids: { limit: 5 } } };
  return contextOf({ spec: { process, linux }, facts: { cgroup: v1 }, ...more });
}

t.test('cgroups of v1 are made and limited while init makes its network namespace', (t) => {
  const steps = compileFields(given([mount, network]));
  const phasesOf = (name: string) =>
    steps.filter(({ op }) => op.op === name).map(({ phase }) => phase);
  t.same(phasesOf('cgroupCreate'), ['hierarchies']);
  t.same(phasesOf('writeKernelFile').slice(0, 1), ['hierarchies']);
  t.same(phasesOf('cgroupEnter'), ['enter']);
  t.same(phasesOf('cgroupExpect'), ['restrict']);
  t.match(
    steps.filter(({ op }) => op.op === 'clone' || op.op === 'unshare'),
    [
      { phase: 'clone', op: { flags: 0x0002_0000 } },
      { phase: 'join', op: { flags: 0x4000_0000 } },
    ],
  );
  t.end();
});

t.test(
  'they are there before init where it could not enter them, or has nothing to wait for',
  (t) => {
    t.ok(isMadeBeside(given([mount, network])));
    for (const namespaces of [
      [],
      [network],
      [mount],
      [mount, { ...network, path: '/n' }],
      [mount, network, { type: 'user' }],
      [mount, network, { type: 'ipc', path: '/i' }],
    ] as const) {
      t.notOk(isMadeBeside(given(namespaces)), JSON.stringify(namespaces));
    }
    t.notOk(isMadeBeside(given([mount, network], { mode: 'exec' })));
    t.notOk(isMadeBeside(given([mount, network], { facts: {} })), 'not where there is no v1');
    t.end();
  },
);
