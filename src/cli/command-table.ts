import { bundle, help, noSubreaper, regex, tableOrJson } from './common-options.ts';
import { createOptions } from './create-options.ts';
import { checkpointOptions, restoreOptions } from './criu-options.ts';
import { eventsOptions } from './events-options.ts';
import { execOptions } from './exec-options.ts';
import { globalOptions } from './global-options.ts';
import type { OptionRow } from './option-row.ts';
import { plannerOptions } from './planner-options.ts';
import { updateOptions } from './update-options.ts';

export { globalOptions, type OptionRow };

export interface CommandRow {
  readonly name: string;
  readonly usage: string;
  readonly describe: string;
  /** A line to type, for the help and the manual. */
  readonly example: string;
  readonly options: readonly OptionRow[];
  /** How many words it wants behind its options. */
  readonly words: { readonly least: number; readonly most: number };
  /** Options end at the first word, since what follows it is for another program. */
  readonly optionsFirst?: true;
}

/** Every command, in the order in which the help shows them. */
export const commands: readonly CommandRow[] = [
  {
    name: 'run',
    usage: 'run [OPTIONS] ID',
    describe: 'create a container from a bundle, run its program, and delete it at the end',
    example: 'pelagos run --bundle hello c1',
    options: [
      { name: 'detach', short: 'd', describe: 'do not wait for the end of the program' },
      { name: 'keep', describe: 'do not delete the container at the end' },
      noSubreaper,
      ...createOptions,
    ],
    words: { least: 1, most: 2 },
  },
  {
    name: 'create',
    usage: 'create [OPTIONS] ID',
    describe: 'create a container from a bundle; its program waits for start',
    example: 'pelagos create --bundle hello c1',
    options: createOptions,
    words: { least: 1, most: 2 },
  },
  {
    name: 'start',
    usage: 'start ID',
    describe: 'run the program of a created container',
    example: 'pelagos start c1',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'state',
    usage: 'state ID',
    describe: 'print the state of a container as JSON',
    example: 'pelagos state c1',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'kill',
    usage: 'kill [OPTIONS] ID [SIGNAL]',
    describe: 'send a signal (default TERM) to the init process of a container',
    example: 'pelagos kill c1 HUP',
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
    example: 'pelagos exec --env LANG=C c1 ls -l /',
    optionsFirst: true,
    options: execOptions,
    words: { least: 1, most: Number.POSITIVE_INFINITY },
  },
  {
    name: 'delete',
    usage: 'delete [OPTIONS] ID',
    describe: 'remove a container that is not running',
    example: 'pelagos delete --force c1',
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
    example: 'pelagos list --format json',
    options: [tableOrJson, { name: 'quiet', short: 'q', describe: 'print the ids only' }, help],
    words: { least: 0, most: 0 },
  },
  {
    name: 'pause',
    usage: 'pause ID',
    describe: 'stop all processes of a container for a while',
    example: 'pelagos pause c1',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'resume',
    usage: 'resume ID',
    describe: 'let the processes of a paused container go on',
    example: 'pelagos resume c1',
    options: [help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'update',
    usage: 'update [OPTIONS] ID',
    describe: 'change the limits of a container that lives; what is not named stays as it is',
    example: 'pelagos update --memory 512m --pids-limit 100 c1',
    options: [...updateOptions, help],
    words: { least: 1, most: 1 },
  },
  {
    name: 'events',
    usage: 'events [OPTIONS] ID',
    describe: 'print what a container uses until it ends, and when it lacks memory',
    example: 'pelagos events --stats c1',
    options: eventsOptions,
    words: { least: 1, most: 1 },
  },
  {
    name: 'checkpoint',
    usage: 'checkpoint [OPTIONS] ID',
    describe: 'write the processes of a container to images, with criu(8)',
    example: 'pelagos checkpoint --image-path images c1',
    options: checkpointOptions,
    words: { least: 1, most: 1 },
  },
  {
    name: 'restore',
    usage: 'restore [OPTIONS] ID',
    describe: 'make a container of a bundle and of images that checkpoint has written',
    example: 'pelagos restore --bundle hello --image-path images c1',
    options: restoreOptions,
    words: { least: 1, most: 1 },
  },
  {
    name: 'ps',
    usage: 'ps [OPTIONS] ID [PS-OPTIONS]',
    describe: 'list the processes of a container, with the pids of the host',
    example: 'pelagos ps --format json c1',
    options: [tableOrJson, help],
    words: { least: 1, most: Number.POSITIVE_INFINITY },
    optionsFirst: true,
  },
  {
    name: 'spec',
    usage: 'spec [OPTIONS]',
    describe: 'write a config.json to begin with',
    example: 'pelagos spec --bundle hello',
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
    example: 'pelagos plan --bundle hello',
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
    usage: 'features [OPTIONS]',
    describe: 'print what this runtime can do as JSON',
    example: 'pelagos features',
    options: [
      {
        name: 'here',
        describe: 'what of it works on this host for this user, and why the rest does not',
      },
      { ...tableOrJson, describe: 'table or json, for --here' },
      help,
    ],
    words: { least: 0, most: 0 },
  },
  {
    name: 'planner',
    usage: 'planner serve [OPTIONS]',
    describe: 'keep a planner warm, so that other calls need not start one',
    example: 'pelagos planner serve --idle 1h',
    options: plannerOptions,
    words: { least: 1, most: 1 },
  },
  {
    name: 'completion',
    usage: 'completion bash|zsh|fish',
    describe: 'print what makes a shell complete commands, options and ids',
    example: 'eval "$(pelagos completion bash)"',
    options: [help],
    words: { least: 1, most: 1 },
  },
];
