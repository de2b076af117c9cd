/** One option of a command, for the parser, the help and the completion. */
export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** What follows it: nothing, or a value of which this is the name in the help. */
  readonly value?: string;
  readonly describe: string;
  readonly default?: string;
  /** Every value counts, not only the last one. */
  readonly repeatable?: true;
  /** Accepted for old callers, not shown. */
  readonly hidden?: boolean;
}

export interface CommandRow {
  readonly name: string;
  /** Its first word ends its options: what follows is a command line of its own. */
  readonly runsCommand?: true;
  readonly usage: string;
  readonly describe: string;
  readonly options: readonly OptionRow[];
  /** How many words it wants behind its options. */
  readonly words: { readonly least: number; readonly most: number };
}

/** Options before the command. Source: runc(8), crun(1). */
export const globalOptions: readonly OptionRow[] = [
  { name: 'root', value: 'DIR', describe: 'keep the state of containers below DIR' },
  { name: 'log', value: 'FILE', describe: 'append what fails to FILE' },
  { name: 'log-format', value: 'FORMAT', describe: 'text or json', default: 'text' },
  { name: 'debug', describe: 'log warnings and what is done' },
  {
    name: 'cgroup-manager',
    value: 'MANAGER',
    describe: 'cgroupfs, systemd or disabled',
    default: 'cgroupfs',
  },
  { name: 'systemd-cgroup', describe: 'the same as --cgroup-manager systemd' },
  { name: 'rootless', value: 'WHEN', describe: 'true, false or auto; found out in any case' },
  { name: 'help', short: 'h', describe: 'show help' },
  { name: 'version', short: 'v', describe: 'show the version' },
];

const help: OptionRow = { name: 'help', short: 'h', describe: 'show help' };

const bundle: OptionRow = {
  name: 'bundle',
  short: 'b',
  value: 'DIR',
  describe: 'the bundle: the directory that holds config.json (default: the current one)',
};

const consoleSocket: OptionRow = {
  name: 'console-socket',
  value: 'SOCKET',
  describe: 'send the terminal over this AF_UNIX socket',
};

const createOptions: readonly OptionRow[] = [
  bundle,
  consoleSocket,
  { name: 'pid-file', value: 'FILE', describe: 'write the pid of init to FILE' },
  {
    name: 'no-pivot',
    describe: 'move the root instead of pivot_root(2): for a root on an initramfs',
  },
  { name: 'no-new-keyring', describe: 'keep the session keyring of the caller' },
  {
    name: 'preserve-fds',
    value: 'N',
    describe: 'pass the descriptors 3 to 2+N on to the container',
    default: '0',
  },
  help,
];

const execOptions: readonly OptionRow[] = [
  {
    name: 'process',
    short: 'p',
    value: 'FILE',
    describe: 'read the process from FILE, which is as process of config.json',
  },
  { name: 'detach', short: 'd', describe: 'do not wait for its end' },
  { name: 'pid-file', value: 'FILE', describe: 'write its pid to FILE once it runs' },
  { name: 'tty', short: 't', describe: 'give it a terminal' },
  consoleSocket,
  { name: 'cwd', value: 'DIR', describe: 'its working directory in the container' },
  {
    name: 'env',
    short: 'e',
    value: 'NAME=VALUE',
    repeatable: true,
    describe: 'add to its environment',
  },
  { name: 'user', short: 'u', value: 'UID[:GID]', describe: 'its user and group, by number' },
  {
    name: 'additional-gids',
    short: 'g',
    value: 'GID',
    repeatable: true,
    describe: 'add a group',
  },
  { name: 'cap', short: 'c', value: 'CAP', repeatable: true, describe: 'add a capability' },
  { name: 'no-new-privs', describe: 'let it gain no privileges by execve(2)' },
  { name: 'apparmor', value: 'PROFILE', describe: 'its AppArmor profile' },
  { name: 'process-label', value: 'LABEL', describe: 'its SELinux label' },
  {
    name: 'preserve-fds',
    value: 'N',
    describe: 'pass the descriptors 3 to 2+N on to it',
    default: '0',
  },
  {
    name: 'cgroup',
    value: '[CONTROLLERS:]PATH',
    repeatable: true,
    describe: 'run it in this cgroup below that of the container',
  },
  { name: 'ignore-paused', describe: 'enter a paused container too; it waits for resume' },
  help,
];

/** Every command, in the order in which the help shows them. */
export const commands: readonly CommandRow[] = [
  {
    name: 'create',
    usage: 'create [OPTIONS] ID',
    describe: 'create a container from a bundle; its program waits for start',
    options: createOptions,
    words: { least: 1, most: 2 },
  },
  {
    name: 'start',
    usage: 'start ID',
    describe: 'run the program of a created container',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'state',
    usage: 'state ID',
    describe: 'print the state of a container as JSON',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'kill',
    usage: 'kill [OPTIONS] ID [SIGNAL]',
    describe: 'send a signal (default TERM) to the init process of a container',
    options: [
      {
        name: 'all',
        short: 'a',
        describe: 'to every process of the container, alive or left over',
      },
      help,
    ],
    words: { least: 1, most: 2 },
  },
  {
    name: 'exec',
    usage: 'exec [OPTIONS] ID COMMAND [ARGUMENTS]',
    describe: 'execute another program in a container',
    runsCommand: true,
    options: execOptions,
    words: { least: 1, most: Number.POSITIVE_INFINITY },
  },
  {
    name: 'delete',
    usage: 'delete [OPTIONS] ID',
    describe: 'remove a container that is not running',
    options: [
      { name: 'force', short: 'f', describe: 'kill it first; no error where there is none' },
      help,
    ],
    words: { least: 1, most: 1 },
  },
  {
    name: 'spec',
    usage: 'spec [OPTIONS]',
    describe: 'write a config.json to begin with',
    options: [bundle, { name: 'rootless', describe: 'for an ordinary user' }, help],
    words: { least: 0, most: 0 },
  },
  {
    name: 'plan',
    usage: 'plan [OPTIONS] [ID]',
    describe: 'print what create would do, step by step, and do nothing',
    options: [
      { name: 'format', short: 'f', value: 'FORMAT', describe: 'text or json', default: 'text' },
      ...createOptions,
    ],
    words: { least: 0, most: 1 },
  },
  {
    name: 'features',
    usage: 'features',
    describe: 'print what this runtime can do as JSON',
    options: [help],
    words: { least: 0, most: 0 },
  },
];
