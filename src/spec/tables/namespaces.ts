import type { LinuxNamespaceType } from '../config.ts';

/** How the kernel names one kind of namespace. */
export interface NamespaceRow {
  /** The bit for clone3(2), unshare(2) and setns(2). Source: linux/sched.h. */
  readonly cloneFlag: number;
  /** The file in `/proc/<pid>/ns`. Source: namespaces(7). */
  readonly procName: string;
}

/** Every kind of namespace that the specification names. Source: config-linux.md#namespaces. */
export const namespaces: Readonly<Record<LinuxNamespaceType, NamespaceRow>> = {
  time: { cloneFlag: 0x0000_0080, procName: 'time' },
  mount: { cloneFlag: 0x0002_0000, procName: 'mnt' },
  cgroup: { cloneFlag: 0x0200_0000, procName: 'cgroup' },
  uts: { cloneFlag: 0x0400_0000, procName: 'uts' },
  ipc: { cloneFlag: 0x0800_0000, procName: 'ipc' },
  user: { cloneFlag: 0x1000_0000, procName: 'user' },
  pid: { cloneFlag: 0x2000_0000, procName: 'pid' },
  network: { cloneFlag: 0x4000_0000, procName: 'net' },
};
