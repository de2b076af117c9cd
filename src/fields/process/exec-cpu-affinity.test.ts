import t from 'tap';
import { NONE } from '../../plan/field-types.ts';
import type { CPUAffinity } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { execCPUAffinity } from './exec-cpu-affinity.ts';

const given = (wanted: CPUAffinity, mode: 'create' | 'exec' = 'exec') =>
  contextOf({ mode, spec: { process: { cwd: '/', execCPUAffinity: wanted } } });

const everyCpu = { phase: 'restrict', op: { op: 'affinity', pid: 0, cpus: new Uint8Array() } };

t.test('initial holds before the cgroup is entered, final after it', (t) => {
  t.match(execCPUAffinity.compile?.(given({ initial: '7', final: '0-3,7' })), [
    { phase: 'open', op: { op: 'affinity', pid: NONE, cpus: Uint8Array.of(0x80) } },
    { phase: 'restrict', op: { op: 'affinity', pid: 0, cpus: Uint8Array.of(0x8f) } },
  ]);
  t.end();
});

t.test('with --debug the initial CPUs are told as a mask', (t) => {
  const told = (initial: string) => {
    const options = { logLevel: 'debug' } as const;
    const steps = execCPUAffinity.compile?.({
      ...given({ initial }),
      options: contextOf({ options }).options,
    });
    return steps?.flatMap(({ op }) => (op.op === 'log' ? [op.message] : []));
  };
  t.same(told('0-1,9'), ['nsexec: affinity: 0x203']);
  t.same(told(''), []);
  t.end();
});

t.test('if final is omitted or empty, the affinity is left to the kernel', (t) => {
  t.same(execCPUAffinity.compile?.(given({ final: '' })), []);
  t.same(execCPUAffinity.compile?.(given({})), []);
  t.end();
});

t.test('it is not applicable to the init process of the container', (t) => {
  t.match(execCPUAffinity.compile?.(given({ initial: '0' }, 'create')), [everyCpu]);
  t.end();
});

t.test('what the caller is bound to binds no container, nor what is executed in it', (t) => {
  for (const mode of ['create', 'exec'] as const) {
    t.match(execCPUAffinity.compile?.(contextOf({ mode })), [everyCpu]);
  }
  t.end();
});

t.test('a list that cannot be read is a fault', (t) => {
  t.match(execCPUAffinity.check?.(given({ initial: '3-1', final: '0' })), [
    { pointer: '/process/execCPUAffinity/initial' },
  ]);
  t.end();
});
