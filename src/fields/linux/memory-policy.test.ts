import t from 'tap';
import type { LinuxMemoryPolicy } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { memoryPolicy } from './memory-policy.ts';

const given = (policy: LinuxMemoryPolicy) =>
  contextOf({ spec: { linux: { memoryPolicy: policy } } });
const pointers = (policy: LinuxMemoryPolicy) =>
  memoryPolicy.check?.(given(policy))?.map(({ pointer }) => pointer);

t.test('mode and flags are combined, nodes become a mask', (t) => {
  const context = given({ mode: 'MPOL_INTERLEAVE', nodes: '2-3', flags: ['MPOL_F_STATIC_NODES'] });
  t.same(memoryPolicy.check?.(context), []);
  t.match(memoryPolicy.compile?.(context), [
    { phase: 'attributes', op: { op: 'memoryPolicy', mode: 0x8003, nodes: Uint8Array.of(12) } },
  ]);
  t.same(memoryPolicy.compile?.(contextOf()), []);
  t.end();
});

t.test('some modes require no nodes, others at least one', (t) => {
  t.strictSame(pointers({ mode: 'MPOL_DEFAULT', nodes: '0' }), ['/linux/memoryPolicy/nodes']);
  t.strictSame(pointers({ mode: 'MPOL_LOCAL', nodes: '0' }), ['/linux/memoryPolicy/nodes']);
  t.strictSame(pointers({ mode: 'MPOL_BIND' }), ['/linux/memoryPolicy/nodes']);
  t.strictSame(pointers({ mode: 'MPOL_PREFERRED' }), []);
  t.strictSame(pointers({ mode: 'MPOL_PREFERRED', nodes: '1' }), []);
  t.strictSame(pointers({ mode: 'MPOL_BIND', nodes: '0-999999' }), ['/linux/memoryPolicy/nodes']);
  t.end();
});

t.test('flags that the mode or each other exclude are faults', (t) => {
  const both = ['MPOL_F_STATIC_NODES', 'MPOL_F_RELATIVE_NODES'] as const;
  t.strictSame(pointers({ mode: 'MPOL_BIND', nodes: '0', flags: both }), [
    '/linux/memoryPolicy/flags',
  ]);
  t.strictSame(pointers({ mode: 'MPOL_DEFAULT', flags: ['MPOL_F_NUMA_BALANCING'] }), [
    '/linux/memoryPolicy/flags',
  ]);
  t.end();
});
