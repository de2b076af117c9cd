import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import { below } from '../../lib/json-pointer.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Spec } from '../../spec/config.ts';
import type { Field } from '../field.ts';
import { sharesWithHost } from '../namespace-placement.ts';
import { quote } from '../quote.ts';
import { sysctlPath } from './sysctl/key.ts';
import { namespaceOf } from './sysctl/scope.ts';

const pointer = '/linux/sysctl';
const section = 'config-linux.md#sysctl';

/** Written through a procfs that no container can cover (CVE-2025-52881), before /proc/sys may be read-only. */
export const sysctl: Field = {
  pointer,
  check({ mode, spec }) {
    if (mode === 'exec') return [];
    return Object.entries(spec.linux?.sysctl ?? {}).flatMap(([key, value]) => {
      const at = below(pointer, key);
      const problems = [keyProblem(key, spec), valueProblem(value)];
      return problems.flatMap((problem): Fault[] =>
        problem === undefined ? [] : [{ pointer: at, problem, section }],
      );
    });
  },
  compile({ mode, spec, slots }) {
    if (mode === 'exec') return [];
    return Object.entries(spec.linux?.sysctl ?? {}).map(([key, value]) => ({
      phase: 'sysctl',
      op: {
        op: 'writeProc',
        at: below(pointer, key),
        what: `set the kernel parameter ${key} to ${quote(value)}`,
        onErrno: [
          { errno: errno.ENOENT, then: 'hint', text: 'this kernel has no such parameter' },
          { errno: errno.EINVAL, then: 'hint', text: 'the kernel does not take this value' },
        ],
        proc: slots.take(slotNames.proc),
        path: ['sys', ...(sysctlPath(key) ?? [])].join('/'),
        data: value,
      },
    }));
  },
};

function keyProblem(key: string, spec: Spec): string | undefined {
  const components = sysctlPath(key);
  if (components === undefined) {
    return 'is no name of a kernel parameter; wanted one such as "net.ipv4.ip_forward"';
  }
  const namespace = namespaceOf(components);
  if (namespace === undefined) return 'belongs to no namespace: it would change the whole host';
  if (sharesWithHost(spec, namespace)) {
    return `would change the host: it needs a ${namespace} namespace in linux.namespaces`;
  }
  if (components.join('/') === 'kernel/hostname') return 'is set by the field hostname';
  return undefined;
}

/** More than one line would be more than one value to some parameters (CVE-2022-0811). */
function valueProblem(value: string): string | undefined {
  if (value === '') return 'has an empty value; wanted the value to set';
  return /[\0\n\r]/.test(value) ? `has the value ${quote(value)}; wanted a single line` : undefined;
}
