import { lowerHugePagesV1, lowerHugePagesV2 } from './huge-pages.ts';
import type { Lower } from './lowering.ts';
import { lowerPids } from './pids.ts';
import { lowerRdma } from './rdma.ts';
import * as v1BlockIO from './v1/block-io.ts';
import * as v1Cpu from './v1/cpu.ts';
import * as v1Memory from './v1/memory.ts';
import { lowerClassId, lowerPriorities } from './v1/network.ts';
import * as v2BlockIO from './v2/block-io.ts';
import * as v2Cpu from './v2/cpu.ts';
import * as v2Memory from './v2/memory.ts';
import { lowerUnified } from './v2/unified.ts';

/** How one version of cgroups honours a part. */
export interface PartVersion {
  /** The controller that must be there; undefined: any directory of that version will do. */
  readonly controller: string | undefined;
  readonly lower: Lower;
}

/** Resources that belong to one controller. A version that is not there cannot honour them. */
export interface ResourcePart {
  readonly v1?: PartVersion;
  readonly v2?: PartVersion;
}

/** Every part; device rules are lowered apart (device-rules.ts). */
export const resourceParts = {
  memory: {
    v1: { controller: 'memory', lower: v1Memory.lowerMemory },
    v2: { controller: 'memory', lower: v2Memory.lowerMemory },
  },
  cpu: {
    v1: { controller: 'cpu', lower: v1Cpu.lowerCpu },
    v2: { controller: 'cpu', lower: v2Cpu.lowerCpu },
  },
  cpuset: {
    v1: { controller: 'cpuset', lower: v1Cpu.lowerCpuset },
    v2: { controller: 'cpuset', lower: v2Cpu.lowerCpuset },
  },
  pids: {
    v1: { controller: 'pids', lower: lowerPids },
    v2: { controller: 'pids', lower: lowerPids },
  },
  blockIO: {
    v1: { controller: 'blkio', lower: v1BlockIO.lowerBlockIO },
    v2: { controller: 'io', lower: v2BlockIO.lowerBlockIO },
  },
  hugePages: {
    v1: { controller: 'hugetlb', lower: lowerHugePagesV1 },
    v2: { controller: 'hugetlb', lower: lowerHugePagesV2 },
  },
  networkClass: { v1: { controller: 'net_cls', lower: lowerClassId } },
  networkPriorities: { v1: { controller: 'net_prio', lower: lowerPriorities } },
  rdma: {
    v1: { controller: 'rdma', lower: lowerRdma },
    v2: { controller: 'rdma', lower: lowerRdma },
  },
  unified: { v2: { controller: undefined, lower: lowerUnified } },
} as const satisfies Record<string, ResourcePart>;
