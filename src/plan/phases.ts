/** The track that runs a phase: the executor itself, or the container's first process. */
export type TrackName = 'host' | 'init';

/**
 * Points at which the two tracks wait for each other: init says ready, the host does its phases up
 * to the point's row in `phases`, then says go.
 */
export const syncPoints = ['namespaced', 'mounted', 'prepared', 'filtered', 'created'] as const;
export type SyncPoint = (typeof syncPoints)[number];

/** The point of meetings within the mounts, as many as there are mounts that only the host may map. */
export const MAPPING_POINT = syncPoints.length + 1;

/** Points where the tracks meet only if init has something to hand over there. */
const pointsOfHandover: ReadonlySet<SyncPoint> = new Set(['filtered']);

interface PhaseRow {
  readonly track: TrackName;
  /** Ends the phase with this synchronisation: the host waits before the phase and says go after it. */
  readonly sync?: SyncPoint;
  readonly does: string;
}

/**
 * Every phase of a create or exec, per track in the order in which it runs. A step belongs to one
 * phase; inside a phase, steps keep the order of the fields (src/fields/index.ts).
 * In the host track a phase with a sync runs between that point's ready and its go; in the init
 * track the sync comes after the phase.
 */
export const phases = {
  claim: { track: 'host', does: 'reserves the id and records it, before anything else exists' },
  cgroup: { track: 'host', does: 'makes the cgroups' },
  limits: { track: 'host', does: 'sets their limits, before any process is in them' },
  open: {
    track: 'host',
    does: 'opens what only the host sees: sockets, namespaces, mount sources',
  },
  clone: { track: 'host', does: 'clones init' },
  hierarchies: {
    track: 'host',
    does: 'makes the cgroups of version 1 and sets their limits, where init is busy with its network namespace',
  },
  identify: {
    track: 'host',
    sync: 'namespaced',
    does: 'gives init its cgroups, id maps and network devices',
  },
  map: {
    track: 'host',
    does: 'maps the ids of mounts whose sources init alone sees, while init makes the mounts',
  },
  'runtime-hooks': {
    track: 'host',
    sync: 'mounted',
    does: 'runs prestart and createRuntime hooks',
  },
  restrict: {
    track: 'host',
    sync: 'prepared',
    does: 'sets resource limits, which setting up might exceed',
  },
  meanwhile: {
    track: 'host',
    does: 'writes what only later verbs need, while init gives its rights up',
  },
  listener: {
    track: 'host',
    sync: 'filtered',
    does: 'gives the agent the listener of a filter that was loaded early, which init may wait for from now on',
  },
  record: {
    track: 'host',
    sync: 'created',
    does: 'gives the agent any other seccomp listener, records the created container, writes the pid file',
  },
  executed: { track: 'host', does: 'exec alone: waits for execve(2), writes the pid file' },

  join: {
    track: 'init',
    sync: 'namespaced',
    does: 'joins the namespaces given by path and makes those that they must own',
  },
  enter: { track: 'init', does: 'enters the cgroups that were made meanwhile' },
  identity: { track: 'init', does: 'becomes root of the user namespace' },
  proc: { track: 'init', does: 'gets a procfs that no container can cover' },
  namespaces: { track: 'init', does: 'cgroup and time namespaces, hostname, domainname, loopback' },
  root: { track: 'init', does: 'propagation and the root mount' },
  mounts: { track: 'init', does: 'the mounts, in the order of the configuration' },
  devices: {
    track: 'init',
    sync: 'mounted',
    does: 'device nodes and links below /dev',
  },
  'container-hooks': { track: 'init', does: 'runs createContainer hooks' },
  pivot: { track: 'init', does: 'makes the root mount the root' },
  'root-propagation': { track: 'init', does: 'sets rootfsPropagation' },
  directories: { track: 'init', does: 'makes the working directory while the root is writable' },
  session: { track: 'init', does: 'session, keyring and terminal' },
  sysctl: { track: 'init', does: 'kernel parameters, before /proc/sys may be read-only' },
  'read-only': { track: 'init', does: 'read-only mounts, root and paths' },
  mask: { track: 'init', does: 'masked paths' },
  attributes: {
    track: 'init',
    sync: 'prepared',
    does: 'scheduler, I/O priority, memory policy, personality, umask',
  },
  label: { track: 'init', does: 'the label or profile that execve will take' },
  'seccomp-privileged': {
    track: 'init',
    sync: 'filtered',
    does: 'the filter, where it needs CAP_SYS_ADMIN because of missing noNewPrivileges',
  },
  bounding: { track: 'init', does: 'the bounding set, which needs CAP_SETPCAP' },
  ids: { track: 'init', does: 'standard streams, groups, group and user' },
  capabilities: { track: 'init', does: 'the other four capability sets' },
  'no-new-privileges': { track: 'init', does: 'noNewPrivileges' },
  executable: { track: 'init', does: 'working directory and executable, as the final user' },
  release: { track: 'init', does: 'lets go of the runtime and of what only setting up needed' },
  'seccomp-notify': {
    track: 'init',
    sync: 'created',
    does: 'the filter, where its listener has to be handed over at create',
  },
  gate: { track: 'init', does: 'waits for start' },
  'seccomp-last': {
    track: 'init',
    does: 'the filter, where nothing hinders loading it behind start',
  },
  'start-hooks': { track: 'init', does: 'runs startContainer hooks' },
  execute: { track: 'init', does: 'closes descriptors and executes the program' },
} as const satisfies Record<string, PhaseRow>;

export type PhaseName = keyof typeof phases;

export const phaseNames = Object.keys(phases) as PhaseName[];

export function phaseRow(name: PhaseName): PhaseRow {
  return phases[name];
}

const phasesByTrack: Readonly<Record<TrackName, readonly PhaseName[]>> = {
  host: phaseNames.filter((name) => phases[name].track === 'host'),
  init: phaseNames.filter((name) => phases[name].track === 'init'),
};

export function phasesOf(track: TrackName): readonly PhaseName[] {
  return phasesByTrack[track];
}

/** The point that ends a phase where handedOver are the points at which init hands something over. */
export function syncOf(
  name: PhaseName,
  handedOver: Partial<Record<SyncPoint, unknown>>,
): SyncPoint | undefined {
  const { sync } = phaseRow(name);
  const isLeftOut = sync !== undefined && pointsOfHandover.has(sync) && !(sync in handedOver);
  return isLeftOut ? undefined : sync;
}

/** The number of a sync point on the wire. */
export function pointOf(sync: SyncPoint): number {
  return syncPoints.indexOf(sync) + 1;
}
