/** One line of /proc/PID/cgroup. */
export interface Membership {
  /** Empty for the unified hierarchy. */
  readonly controllers: readonly string[];
  readonly path: string;
}

/** The lines of /proc/PID/cgroup (cgroups(7)). */
export function parseMembership(text: string): readonly Membership[] {
  return text
    .split('\n')
    .map((line) => /^\d+:([^:]*):(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, controllers = '', path = '/']) => ({
      controllers: controllers === '' ? [] : controllers.split(','),
      path,
    }));
}
