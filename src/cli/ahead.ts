/**
 * What the executor needs of the command line to run a plan that create has stored, without the
 * planner (hack/gen-arguments-table.ts). An option or verb that is not named here is the planner's.
 */

/**
 * What an option means to the executor: the root or the log; `checked`: its value must be a valid one
 * and changes nothing; `variant`: where it is true, the plan is another one, stored as `VERB --NAME`.
 */
export type OptionUse = 'root' | 'log' | 'log-format' | 'checked' | 'variant';

type Uses = Readonly<Record<string, OptionUse>>;

export const globalUses: Uses = {
  root: 'root',
  log: 'log',
  'log-format': 'log-format',
  'cgroup-manager': 'checked',
  'systemd-cgroup': 'checked',
  rootless: 'checked',
};

/** The verbs whose plans are stored, with the uses of their options. */
export const verbsAhead: Readonly<Record<string, Uses>> = {
  start: {},
  state: {},
  kill: { all: 'variant' },
  delete: { force: 'variant' },
  exec: {},
};

/** The verbs whose plans make a process: the executor makes itself ready for it while the planner plans. */
export const cloningVerbs: readonly string[] = ['create', 'run', 'exec', 'restore'];

/** The verb whose second word is a signal. */
export const SIGNAL_VERB = 'kill';

/** Variables that make another plan of a verb: where one is set and not empty, the planner is asked. */
export const askedWhereSet: Readonly<Record<string, string>> = {
  start: 'NOTIFY_SOCKET',
  exec: 'LISTEN_FDS',
};
