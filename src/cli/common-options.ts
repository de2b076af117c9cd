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
