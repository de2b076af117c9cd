import type { Container } from './container.ts';
import { type ContainerRecord, RECORD_VERSION, type StoredRecord } from './record.ts';
import type { Status } from './status.ts';
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
  cgroup: {
    manager: 'cgroupfs',
    directories: ['/sys/fs/cgroup/memory/c1', '/sys/fs/cgroup/freezer/c1'],
    freezer: '/sys/fs/cgroup/freezer/c1',
  },
  hooks: {
    poststart: [{ path: '/bin/up', args: ['up', '1'], env: ['A=b'], timeout: 2 }],
    poststop: [{ path: '/bin/down' }],
  },
  temporaryFiles: ['/run/.pid.c1'],
  resctrlGroups: ['/sys/fs/resctrl/c1'],
};

export const report = { logPath: '', logFormat: 'text', exitCode: 1 } as const;

/** A container as the planner would have found it. */
export function containerOf(status: Status, changes: Partial<StoredRecord> = {}): Container {
  const init = status === 'creating' ? {} : { pid: 4711, startTime: 99 };
  return {
    record: { ...plainRecord, ...init, ...changes },
    recordBytes: new Uint8Array([1, 2, 3]),
    status,
    paths: storePaths('/run/pelagos/c1'),
  };
}
