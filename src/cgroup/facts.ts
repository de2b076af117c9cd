/** One v1 hierarchy as the caller sees it. */
export interface CgroupHierarchy {
  /** `['cpu', 'cpuacct']`, or `['name=systemd']`. */
  readonly controllers: readonly string[];
  readonly mountPoint: string;
  /** The cgroup that is the root of this mount (`/` but in a container). */
  readonly root: string;
  /** The caller's own cgroup in it, as /proc/self/cgroup says. */
  readonly own: string;
}

/** The unified hierarchy; its controllers are those of cgroup.controllers at its mount point. */
export interface UnifiedHierarchy extends CgroupHierarchy {
  /** The own cgroup is where delegation to the caller begins: it can make none beside it. */
  readonly delegatedHere?: true;
}

export interface CgroupFacts {
  /** hybrid: v1 controllers with a v2 hierarchy beside them. */
  readonly mode: 'v1' | 'hybrid' | 'v2' | 'none';
  readonly hierarchies: readonly CgroupHierarchy[];
  readonly unified: UnifiedHierarchy | undefined;
  /** Whether the caller may make cgroups below its own; false for most ordinary users. */
  readonly writable: boolean;
}
