import type { Fault } from '../errors/fault.ts';
import type { OpCommon } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Field } from './field.ts';
import { sharesWithHost } from './namespace-placement.ts';
import { hasNul, quote } from './quote.ts';

/** __NEW_UTS_LEN in linux/utsname.h. */
const longestName = 64;

type Make = (name: string, words: OpCommon) => Op;

/** The field of one name of the UTS namespace. An empty name is one that is not set: Docker writes it so. */
export function utsName(key: 'hostname' | 'domainname', make: Make): Field {
  const pointer = `/${key}`;
  return {
    pointer,
    check({ mode, spec }) {
      const name = spec[key] ?? '';
      if (mode === 'exec' || name === '') return [];
      const fault = (problem: string): Fault => ({ pointer, problem, section: `config.md#${key}` });
      const faults: Fault[] = [];
      if (sharesWithHost(spec, 'uts')) {
        faults.push(
          fault('would change the name of the host; add a uts namespace to linux.namespaces'),
        );
      }
      if (hasNul(name)) faults.push(fault(`is ${quote(name)}, which holds a NUL character`));
      if (new TextEncoder().encode(name).length > longestName) {
        faults.push(fault(`is longer than the ${longestName} bytes that the kernel takes`));
      }
      return faults;
    },
    compile({ mode, spec }) {
      const name = spec[key] ?? '';
      if (mode === 'exec' || name === '') return [];
      const words = { at: pointer, what: `set the ${key} to ${quote(name)}` };
      return [{ phase: 'namespaces', op: make(name, words) }];
    },
  };
}
