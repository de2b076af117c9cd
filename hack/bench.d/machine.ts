import { existsSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { isUnified } from '../../test/support/cgroups.ts';
import { readOr } from '../../test/support/processes.ts';

/** What figures depend on. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  /** GiB */
  readonly memory: number;
  readonly kernel: string;
  readonly cgroups: string;
  /** Load of the last minute when the run began: above 0.5 somebody else was at work. */
  readonly load: number;
}

export function describeMachine(): Machine {
  const [load = Number.NaN] = loadavg();
  return {
    processor: processorName(),
    processors: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    cgroups: cgroupMode(),
    load: Math.round(load * 100) / 100,
  };
}

export function machineText(machine: Machine): string {
  const { processor, processors, memory, kernel, cgroups, load } = machine;
  return `${processor}, ${processors} processors, ${memory} GiB, Linux ${kernel}, cgroups: ${cgroups}, load at the beginning ${load}`;
}

function processorName(): string {
  const model = /^model name\s*:\s*(.+)$/m.exec(readOr('/proc/cpuinfo'))?.[1] ?? process.arch;
  const hypervisor = /^flags\s*:.*\bhypervisor\b/m.test(readOr('/proc/cpuinfo'));
  return hypervisor ? `${model} (virtual machine)` : model;
}

function cgroupMode(): string {
  if (isUnified()) return 'version 2';
  return existsSync('/sys/fs/cgroup/unified') ? 'version 1 beside 2 (hybrid)' : 'version 1';
}
