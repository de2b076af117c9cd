/** One way in which pelagos is seen to differ, and why; docs/differences.md is made of these rows. */
export interface Difference {
  /** What differs: the names of an observation (`observe.ts`). */
  readonly what: RegExp;
  readonly from: 'runc' | 'crun' | 'both';
  /** Values between which the difference lies, where not any. */
  readonly ours?: RegExp;
  readonly theirs?: RegExp;
  readonly because: string;
}

export const differences: readonly Difference[] = [
  {
    what: /^state\.\w+\.ociVersion$/,
    from: 'both',
    ours: /^"1\.0\.2"$/,
    because:
      'the state has the version of the bundle. The specification wants the version that the state complies with; crun says 1.0.0 and runc that of its own library, whatever the bundle',
  },
  {
    what: /^inside\.file\.\/dev\/core$/,
    from: 'runc',
    because:
      '`/dev/core` leads to `/proc/kcore` as in crun. runc makes the link only where it can read the file itself',
  },
  {
    what: /^mount\.\/sys$/,
    from: 'runc',
    ours: /sysfs rw$/,
    theirs: /sysfs ro$/,
    because:
      '`ro` of a mount concerns the mount, not the file system behind it: a sysfs is one instance for a network namespace, and other mounts of it must stay as they are',
  },
  {
    what: /^devices\.list$/,
    from: 'crun',
    because:
      'the device rules are those of runc: `/dev/net/tun` may be used, `/dev/console` of the host may not; without rules in the bundle all but the default devices are refused, where crun allows every device',
  },
  {
    what: /^inside\.env\.\d+$/,
    from: 'crun',
    ours: /^HOME=/,
    because: '`HOME` is set as in runc, to `/` where the user has no entry in `/etc/passwd`',
  },
  {
    what: /^mount\.\/dev\/(full|null|random|tty|urandom|zero)$/,
    from: 'crun',
    because:
      'a device of the host that is bound into a user namespace keeps the options of its mount; crun adds `nosuid,noexec`',
  },
  {
    what: /^mount\./,
    from: 'crun',
    ours: /(\/null|\/dev\/null) /,
    theirs: /^\/null ro,/,
    because:
      'a file is masked by the `/dev/null` of the container, which nothing can be written to either; crun binds that of the host, read-only',
  },
  {
    what: /^mount\.\/mnt\/(file|bind)$/,
    from: 'crun',
    because: 'each option of a bind mount counts; crun 1.8 leaves some out in a user namespace',
  },
  {
    what: /^create$/,
    from: 'crun',
    ours: /^missing$/,
    theirs: /cpu\.cfs_quota_us|pids\.max|cpu\.cfs_period_us|memory/,
    because:
      '-1 takes a limit away, for pids and for the quota as well; crun 1.8 writes the number as it stands, which the kernel refuses',
  },
  {
    what: /^create$/,
    from: 'runc',
    ours: /^missing$/,
    theirs: /operation not permitted/,
    because:
      'a bind mount in a user namespace keeps the options that the kernel has locked; runc 1.1 tries to take them away and fails (mended in runc 1.2)',
  },
  {
    what: /^create$/,
    from: 'crun',
    ours: /device nodes cannot be made in a user namespace/,
    because:
      'a user namespace gets the device nodes of the host, bound, as with runc; crun makes new ones outside, so that it can give what the host has not',
  },
  {
    what: /^(inside\.file|mount)\.\/dev\/(fuse|deep\/null)$/,
    from: 'crun',
    because:
      'a device node in a user namespace is that of the host, bound, with its owner and mode, as with runc; crun makes a new one outside',
  },
  {
    what: /^inside\.access\.\/proc\/keys$/,
    from: 'crun',
    because: 'the process has a session keyring of its own in a user namespace too, and sees it',
  },
  {
    what: /^mount\.\/sys\/firmware$/,
    from: 'both',
    ours: /ro,nosuid,nodev,noexec,relatime tmpfs/,
    because: 'the empty directory over a masked one refuses programs and devices, too',
  },
  {
    what: /^state\.\w+\.bundle$/,
    from: 'crun',
    theirs: /^"\/"$/,
    because: 'crun 1.8 tells `/` of a container in a user namespace',
  },
  {
    what: /^exec /,
    from: 'both',
    ours: /^255$/,
    theirs: /^[12]$/,
    because:
      'an `exec` that cannot run its program ends with 255, as in runc since 1.2; runc 1.1 and crun end with 1 or 2, which a program may end with, too',
  },
  {
    what: /^(kill .*\(created\)|kill .*\(paused\)): status$/,
    from: 'crun',
    ours: /^stopped$/,
    because:
      'a signal reaches a container that waits for `start` or is paused, as with runc; in crun the waiting process ignores what has no handler, and a paused one stays as it is',
  },
  {
    what: /^(pause|resume) /,
    from: 'crun',
    because:
      'as with runc: what is paused cannot be paused, what is not paused cannot be resumed, words that are too many are refused, and `state` tells `paused`',
  },
  {
    what: /^update .*--pids-limit[= ]-1 /,
    from: 'crun',
    because: '-1 takes the limit away, as with runc; crun 1.8 writes the number as it stands',
  },
  {
    what: /^exec .*--cap[= ]/,
    from: 'runc',
    theirs: /^2$/,
    because:
      '`--cap` adds to what the process has, be it nothing; runc panics where the bundle gives no capabilities',
  },
  {
    what: /^exec .*--cwd[= ]tmp /,
    from: 'crun',
    because:
      'a working directory that is not absolute is refused before anything happens, as by runc',
  },
  {
    what: /^exec .*--env[= ]/,
    from: 'crun',
    ours: /^(137|3|0)$/,
    theirs: /^255$/,
    because:
      '`--env` adds to the environment of the container, as with runc; with crun 1.8 it takes its place, so that `PATH` is gone',
  },
  {
    what: /\(paused\): status$/,
    from: 'crun',
    ours: /^paused$/,
    theirs: /^running$/,
    because:
      'a paused container is told to be `paused`; crun 1.8 does not ask the freezer of cgroup v1',
  },
  {
    what: /^ps .*\(stopped\)$/,
    from: 'crun',
    theirs: /^SIGSEGV$/,
    because: 'a container that has stopped has no processes, and that is no error; crun crashes',
  },
  {
    what: /^update /,
    from: 'crun',
    because:
      'as with runc: sizes may have units, a value that the kernel did not take as it stands is an error, and what has stopped has no limits to change',
  },
  {
    what: /^delete --force (\.\.\/x|a\/b|\.) /,
    from: 'crun',
    because: 'a text that can be no id is refused, also by force, as with runc',
  },
  {
    what: /^inside\.file\.\/dev\/mqueue$/,
    from: 'runc',
    ours: / 0:0 0:0$/,
    because:
      'the message queues of a user namespace belong to its root and its group; with runc the group is one that is not mapped',
  },
  {
    what: /^kill .* SIGRTM/,
    from: 'runc',
    ours: /^0$|^stopped$/,
    because: 'real-time signals have names, as with crun and kill(1)',
  },
];
