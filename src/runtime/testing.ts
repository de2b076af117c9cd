import type { Op } from '../plan/ops.ts';
import type { ContainerState } from '../spec/state.ts';
import type { Container } from './container.ts';
import { type ContainerRecord, RECORD_VERSION } from './record.ts';
import { storePaths } from './store.ts';

/** The record of a container of tests, with a hook for every moment that reads it. */
export const plainRecord: ContainerRecord = {
  version: RECORD_VERSION,
  id: 'c1',
  ociVersion: '1.3.0',
  bundle: '/bundle',
  rootfs: '/bundle/rootfs',
  created: '2026-01-02T03:04:05.000000000Z',
  annotations: { 'org.example.key': 'value' },
  hasProcess: true,
  ownPidNamespace: true,
  newKeyring: true,
  cgroup: {
    manager: 'cgroupfs',
    directories: ['/sys/fs/cgroup/memory/c1', '/sys/fs/cgroup/freezer/c1'],
    found: [],
    freezer: '/sys/fs/cgroup/freezer/c1',
    unified: '/sys/fs/cgroup/unified/c1',
  },
  hooks: {
    poststart: [{ path: '/bin/up', args: ['up', '1'], env: ['A=b'], timeout: 2 }],
    poststop: [{ path: '/bin/down' }],
  },
  hasStartHooks: false,
  temporaryFiles: ['/run/.pid.c1'],
  resctrlGroups: ['/sys/fs/resctrl/c1'],
};

export const report = { logPath: '', logFormat: 'text', exitCode: 1 } as const;

/** A container as create has recorded it. */
export function containerOf(changes: Partial<ContainerRecord> = {}): Container {
  return { record: { ...plainRecord, ...changes }, paths: storePaths('/run/pelagos/c1') };
}

/** The track of a plan's last byStatus for a status. */
export function trackOf(steps: readonly Op[], status: ContainerState): readonly Op[] {
  const last = steps.filter((step) => step.op === 'byStatus').at(-1);
  if (last?.op !== 'byStatus') throw new Error('the plan does not look at the status');
  return last[status];
}
