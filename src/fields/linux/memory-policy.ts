import type { Fault } from '../../errors/fault.ts';
import { bitList, bitMask } from '../../lib/bit-list.ts';
import type { LinuxMemoryPolicy, MemoryPolicyMode } from '../../spec/config.ts';
import { memoryPolicyFlags, memoryPolicyModes } from '../../spec/tables/memory-policies.ts';
import type { Field } from '../field.ts';
import { quote } from '../quote.ts';

const pointer = '/linux/memoryPolicy';
const section = 'config-linux.md#memory-policy';

/** The most nodes that a kernel is built for (CONFIG_NODES_SHIFT). */
const mostNodes = 1024;

/** What set_mempolicy(2) wants of the list of nodes. */
const wantsNodes: Readonly<Record<MemoryPolicyMode, 'none' | 'some' | 'any'>> = {
  MPOL_DEFAULT: 'none',
  MPOL_LOCAL: 'none',
  MPOL_PREFERRED: 'any',
  MPOL_BIND: 'some',
  MPOL_INTERLEAVE: 'some',
  MPOL_WEIGHTED_INTERLEAVE: 'some',
  MPOL_PREFERRED_MANY: 'some',
};

export const memoryPolicy: Field = {
  pointer,
  check({ spec }) {
    const policy = spec.linux?.memoryPolicy;
    return policy === undefined ? [] : [...nodeFaults(policy), ...flagFaults(policy)];
  },
  compile({ spec }) {
    const policy = spec.linux?.memoryPolicy;
    if (policy === undefined) return [];
    const { mode, nodes = '', flags = [] } = policy;
    const bits = flags.map((flag) => memoryPolicyFlags[flag]);
    return [
      {
        phase: 'attributes',
        op: {
          op: 'memoryPolicy',
          at: pointer,
          what: `set the memory policy ${mode}`,
          mode: bits.reduce((all, bit) => all | bit, memoryPolicyModes[mode]),
          nodes: bitMask(nodes, mostNodes) ?? new Uint8Array(),
        },
      },
    ];
  },
};

function nodeFaults({ mode, nodes = '' }: LinuxMemoryPolicy): readonly Fault[] {
  const at = `${pointer}/nodes`;
  const mask = bitMask(nodes, mostNodes);
  if (mask === undefined) {
    const problem = `invalid memory policy nodes ${quote(nodes)}; wanted a list of memory nodes below ${mostNodes} such as "0-3,7"`;
    return [{ pointer: at, problem, section }];
  }
  const wanted = wantsNodes[mode];
  if (wanted === 'none' && mask.length > 0) {
    const count = bitList(nodes).length;
    const problem = `is ${quote(nodes)}: the memory policy mode requires 0 nodes but got ${count}; ${mode} takes none`;
    return [{ pointer: at, problem, section }];
  }
  if (wanted === 'some' && mask.length === 0) {
    return [
      {
        pointer: at,
        problem: `is empty: the memory policy mode requires at least one node but got 0; name them for ${mode}`,
        section,
      },
    ];
  }
  return [];
}

function flagFaults({ mode, flags = [] }: LinuxMemoryPolicy): readonly Fault[] {
  const at = `${pointer}/flags`;
  const faults: Fault[] = [];
  if (flags.includes('MPOL_F_STATIC_NODES') && flags.includes('MPOL_F_RELATIVE_NODES')) {
    const problem = 'has MPOL_F_STATIC_NODES and MPOL_F_RELATIVE_NODES, which exclude each other';
    faults.push({ pointer: at, problem, section });
  }
  if (flags.length > 0 && wantsNodes[mode] === 'none') {
    faults.push({ pointer: at, problem: `has entries, but ${mode} takes no flags`, section });
  }
  return faults;
}
