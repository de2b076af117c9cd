import { fnv1a } from '../lib/fnv.ts';
import { createSlots } from '../plan/slots.ts';
import type { Spec } from '../spec/config.ts';
import type { HostFacts } from './facts.ts';
import type { FieldContext } from './field.ts';
import type { LaunchOptions } from './launch-options.ts';

/** A host for tests: root with every capability, cgroup v2 alone, no LSM. */
export const plainFacts: HostFacts = {
  now: '2026-01-02T03:04:05.000000000Z',
  uid: 0,
  gid: 0,
  capabilities: (1n << 41n) - 1n,
  inUserNamespace: false,
  machine: 'x86_64',
  cgroup: {
    mode: 'v2',
    hierarchies: [],
    unified: {
      controllers: ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids', 'rdma', 'misc'],
      mountPoint: '/sys/fs/cgroup',
      root: '/',
      own: '/',
    },
    writable: true,
  },
  foundCgroups: [],
  systemd: undefined,
  apparmor: false,
  selinux: false,
  hugePageSizes: ['2MB'],
  resctrl: undefined,
  idMapHelpers: undefined,
  root: { path: '/bundle/rootfs', kind: 'directory' },
};

/** An ordinary user without capabilities. */
export const ordinaryUser: Partial<HostFacts> = { uid: 1000, gid: 1000, capabilities: 0n };

export const plainOptions: LaunchOptions = {
  id: 'c1',
  bundle: '/bundle',
  config: undefined,
  stateDirectory: '/run/pelagos/c1',
  consoleSocket: undefined,
  pidfdSocket: undefined,
  pidFile: undefined,
  foreground: false,
  noPivot: false,
  noNewKeyring: false,
  preserveFds: 0,
  listenFds: { count: 0, names: undefined },
  notified: false,
  cgroupManager: 'cgroupfs',
  enteredCgroups: undefined,
  seccompCache: '',
  logLevel: 'error',
  timing: false,
};

interface Given {
  readonly spec?: Partial<Spec>;
  readonly facts?: Partial<HostFacts>;
  readonly options?: Partial<LaunchOptions>;
  readonly mode?: FieldContext['mode'];
}

/** The context of one field in a test: what is not given is plain. */
export function contextOf({ spec, facts, options, mode }: Given = {}): FieldContext {
  return {
    mode: mode ?? 'create',
    spec: { ociVersion: '1.3.0', root: { path: 'rootfs' }, ...spec },
    facts: { ...plainFacts, ...facts },
    options: { ...plainOptions, ...options },
    slots: createSlots(),
    // As many digits, and other ones for another text.
    sha256: (text) => fnv1a(text).toString(16).padStart(64, '0'),
  };
}
