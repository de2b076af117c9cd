import type { FileQuestion } from './seen.ts';

/** Which command lines a row is for: those of verbs that take a bundle, of exec, of both, or all. */
export type ForeseenFor = 'all' | 'bundle' | 'exec' | 'both';

/** What the verbs are that more is foreseen for. */
export const foreseenVerbs: Readonly<Record<string, ForeseenFor>> = {
  create: 'bundle',
  run: 'bundle',
  plan: 'bundle',
  exec: 'exec',
};

/** For each line of /proc/self/cgroup of a version 1 hierarchy, the first of these, or that of version 2. */
export type ForeseenPer = 'call' | 'hierarchy' | 'first hierarchy' | 'unified';

/**
 * What most plans ask about files: an executor looks ahead and puts the answers into its request
 * (native/foresee.c). A row whose path is wrong costs a look; a question that none foresees is asked.
 *
 * In paths: {root}, {bundle}, {process} and {id} as the words name them. Of the line of /proc/self/cgroup,
 * {controllers} (without `name=`), {own} its path, {within} that without a final slash, {above} the one
 * above it. Of the document that was read before: {rootfs}, {absolute} or {relative} its cgroupsPath. A
 * row that has none of what it names is passed over.
 */
export interface ForeseenRow {
  readonly on: ForeseenFor;
  readonly per: ForeseenPer;
  readonly about: FileQuestion;
  readonly path: string;
  /** What the rows behind this one look into. */
  readonly is?: 'cgroups' | 'document';
}

const row = (
  on: ForeseenFor,
  about: FileQuestion,
  path: string,
  more: Partial<ForeseenRow> = {},
): ForeseenRow => ({ on, per: 'call', about, path, ...more });

const unifiedAt = (place: string): readonly ForeseenRow[] => [
  row('both', 'stat', `${place}{own}/cgroup.procs`, { per: 'unified' }),
  row('both', 'read', `${place}/cgroup.controllers`, { per: 'unified' }),
  row('both', 'mayWrite', `${place}{own}`, { per: 'unified' }),
  row('both', 'mayWrite', `${place}{above}`, { per: 'unified' }),
  row('bundle', 'stat', `${place}{absolute}`, { per: 'unified' }),
  row('bundle', 'stat', `${place}{above}/{relative}`, { per: 'unified' }),
];

const HIERARCHY = '/sys/fs/cgroup/{controllers}';

export const foreseen: readonly ForeseenRow[] = [
  row('all', 'read', '/proc/self/uid_map'),
  row('all', 'read', '/proc/self/cgroup', { is: 'cgroups' }),
  row('all', 'read', '/proc/self/status'),
  row('all', 'fileSystem', '/sys/fs/cgroup'),
  row('all', 'fileSystem', '/sys/fs/cgroup/unified'),
  row('all', 'stat', '/run/systemd/system'),
  row('all', 'read', '/sys/module/apparmor/parameters/enabled'),
  row('all', 'stat', '/sys/fs/selinux/enforce'),
  row('all', 'list', '/sys/kernel/mm/hugepages'),
  row('all', 'read', '/sys/fs/resctrl/schemata'),
  row('both', 'stat', '/run/dbus/system_bus_socket'),
  row('both', 'stat', '/run/systemd/private'),
  row('both', 'stat', '{root}'),
  row('exec', 'read', '{root}/{id}/config.json'),
  row('exec', 'read', '{root}/{id}/state.json', { is: 'document' }),
  row('exec', 'read', '{process}'),
  row('bundle', 'read', '{bundle}/config.json', { is: 'document' }),
  row('both', 'realPath', '{rootfs}'),
  row('both', 'stat', '{rootfs}'),
  row('both', 'stat', `${HIERARCHY}{own}/cgroup.procs`, { per: 'hierarchy' }),
  row('both', 'mayWrite', `${HIERARCHY}{own}`, { per: 'first hierarchy' }),
  row('bundle', 'stat', `${HIERARCHY}{absolute}`, { per: 'hierarchy' }),
  row('bundle', 'stat', `${HIERARCHY}{within}/{relative}`, { per: 'hierarchy' }),
  ...unifiedAt('/sys/fs/cgroup'),
  ...unifiedAt('/sys/fs/cgroup/unified'),
];
