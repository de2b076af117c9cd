import type { OptionRow } from './option-row.ts';

export const help: OptionRow = { name: 'help', short: 'h', describe: 'show help' };

export const bundle: OptionRow = {
  name: 'bundle',
  short: 'b',
  value: 'DIR',
  describe: 'the bundle: the directory that holds config.json (default: the current one)',
};

export const configFile: OptionRow = {
  name: 'config',
  short: 'f',
  value: 'FILE',
  describe: 'read FILE and not config.json of the bundle',
};

export const consoleSocket: OptionRow = {
  name: 'console-socket',
  value: 'SOCKET',
  describe: 'send the terminal over this AF_UNIX socket',
};

export const pidfdSocket: OptionRow = {
  name: 'pidfd-socket',
  value: 'SOCKET',
  describe: 'send a descriptor of the process over this AF_UNIX socket',
};

export const tableOrJson: OptionRow = {
  name: 'format',
  short: 'f',
  value: 'FORMAT',
  describe: 'table or json',
  default: 'table',
  choices: ['table', 'json'],
};

export const regex: OptionRow = {
  name: 'regex',
  short: 'r',
  describe: 'ID is a regular expression: every container whose id it matches',
};

export const pidFile: OptionRow = {
  name: 'pid-file',
  value: 'FILE',
  describe: 'write the pid of init to FILE',
};

export const noSubreaper: OptionRow = {
  name: 'no-subreaper',
  describe: 'do not reap the orphans of the container',
};
