import { bundle, configFile, consoleSocket, help, pidfdSocket } from './common-options.ts';
import { checkpointOptions, restoreOptions } from './criu-options.ts';
import { execOptions } from './exec-options.ts';
import { globalOptions } from './global-options.ts';
import type { OptionRow } from './option-row.ts';
import { updateOptions } from './update-options.ts';

export { globalOptions, type OptionRow };

export interface CommandRow {
  readonly name: string;
  readonly usage: string;
  readonly describe: string;
  readonly options: readonly OptionRow[];
  /** How many words it wants behind its options. */
  readonly words: { readonly least: number; readonly most: number };
  /** Options end at the first word, since what follows it is for another program. */
  readonly optionsFirst?: true;
}

const createOptions: readonly OptionRow[] = [
  bundle,
  configFile,
  consoleSocket,
  pidfdSocket,
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

const tableOrJson: OptionRow = {
  name: 'format',
  short: 'f',
  value: 'FORMAT',
  describe: 'table or json',
  default: 'table',
  choices: ['table', 'json'],
};

const regex: OptionRow = {
  name: 'regex',
  short: 'r',
  describe: 'ID is a regular expression: every container whose id it matches',
};

/** Every command, in the order in which the help shows them. */
export const commands: readonly CommandRow[] = [
  {
    name: 'run',
    usage: 'run [OPTIONS] ID',
    describe: 'create a container from a bundle, run its program, and delete it at the end',
    options: [
      { name: 'detach', short: 'd', describe: 'do not wait for the end of the program' },
      { name: 'keep', describe: 'do not delete the container at the end' },
      { name: 'no-subreaper', describe: 'do not reap the orphans of the container' },
      ...createOptions,
    ],
    words: { least: 1, most: 2 },
  },
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
      regex,
      help,
    ],
    words: { least: 1, most: 2 },
  },
  {
    name: 'exec',
    usage: 'exec [OPTIONS] ID COMMAND [ARGUMENTS]',
    describe: 'execute another program in a container',
    optionsFirst: true,
    options: execOptions,
    words: { least: 1, most: Number.POSITIVE_INFINITY },
  },
  {
    name: 'delete',
    usage: 'delete [OPTIONS] ID',
    describe: 'remove a container that is not running',
    options: [
      { name: 'force', short: 'f', describe: 'kill it first; no error where there is none' },
      regex,
      help,
    ],
    words: { least: 1, most: 1 },
  },
  {
    name: 'list',
    usage: 'list [OPTIONS]',
    describe: 'list the containers below --root',
    options: [tableOrJson, { name: 'quiet', short: 'q', describe: 'print the ids only' }, help],
    words: { least: 0, most: 0 },
  },
  {
    name: 'pause',
    usage: 'pause ID',
    describe: 'stop all processes of a container for a while',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'resume',
    usage: 'resume ID',
    describe: 'let the processes of a paused container go on',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'update',
    usage: 'update [OPTIONS] ID',
    describe: 'change the limits of a container that lives; what is not named stays as it is',
    options: [...updateOptions, help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'events',
    usage: 'events [OPTIONS] ID',
    describe: 'print what a container uses until it ends, and when it lacks memory',
    options: [
      {
        name: 'interval',
        value: 'DURATION',
        describe: 'time between two statistics, such as 500ms or 1m',
        default: '5s',
      },
      { name: 'stats', describe: 'print the statistics once, and end' },
      help,
    ],
    words: { least: 1, most: 1 },
  },
  {
    name: 'checkpoint',
    usage: 'checkpoint [OPTIONS] ID',
    describe: 'write the processes of a container to images, with criu(8)',
    options: checkpointOptions,
    words: { least: 1, most: 1 },
  },
  {
    name: 'restore',
    usage: 'restore [OPTIONS] ID',
    describe: 'make a container of a bundle and of images that checkpoint has written',
    options: restoreOptions,
    words: { least: 1, most: 1 },
  },
  {
    name: 'ps',
    usage: 'ps [OPTIONS] ID [PS-OPTIONS]',
    describe: 'list the processes of a container, with the pids of the host',
    options: [tableOrJson, help],
    words: { least: 1, most: Number.POSITIVE_INFINITY },
    optionsFirst: true,
  },
  {
    name: 'spec',
    usage: 'spec [OPTIONS]',
    describe: 'write a config.json to begin with',
    options: [
      bundle,
      {
        name: 'file',
        short: 'f',
        value: 'FILE',
        describe: 'write it to FILE and not to config.json of the bundle',
      },
      { name: 'rootless', describe: 'for an ordinary user' },
      help,
    ],
    words: { least: 0, most: 0 },
  },
  {
    name: 'plan',
    usage: 'plan [OPTIONS] [ID]',
    describe: 'print what create would do, or run where only it can; do nothing',
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        describe: 'text or json',
        default: 'text',
        choices: ['text', 'json'],
      },
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
