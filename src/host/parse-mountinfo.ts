/** One line of /proc/PID/mountinfo, as far as cgroups need it. */
export interface MountLine {
  /** The directory of the file system that is mounted. */
  readonly root: string;
  readonly mountPoint: string;
  readonly type: string;
  /** Those of the file system: `['rw', 'cpu', 'cpuacct']`. */
  readonly options: readonly string[];
}

/** The lines of /proc/PID/mountinfo (proc_pid_mountinfo(5)). */
export function parseMountinfo(text: string): readonly MountLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      // A number of optional fields lies before the dash.
      const [mount = '', fileSystem = ''] = line.split(' - ');
      const [, , , root = '/', mountPoint = ''] = mount.split(' ');
      const [type = '', , options = ''] = fileSystem.split(' ');
      return {
        root: unescaped(root),
        mountPoint: unescaped(mountPoint),
        type,
        options: options.split(','),
      };
    });
}

/** The kernel writes blanks and backslashes in a path as three octal digits. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
