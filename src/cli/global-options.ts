import type { OptionRow } from './option-row.ts';

/** Options before the command. Source: runc(8), crun(1). */
export const globalOptions: readonly OptionRow[] = [
  { name: 'root', value: 'DIR', describe: 'keep the state of containers below DIR' },
  {
    name: 'log',
    value: 'FILE',
    describe: 'append what fails to FILE, or send it to journald:NAME or syslog:NAME',
  },
  {
    name: 'log-format',
    value: 'FORMAT',
    describe: 'text or json',
    default: 'text',
    choices: ['text', 'json'],
  },
  {
    name: 'log-level',
    value: 'LEVEL',
    describe: 'error; warning: what was asked for and left out, too; debug: what is done, too',
    default: 'error',
    choices: ['error', 'warning', 'debug'],
  },
  { name: 'debug', describe: 'the same as --log-level debug; without --log, to standard error' },
  { name: 'timing', describe: 'tell how long each phase took, on standard error, at the end' },
  {
    name: 'cgroup-manager',
    value: 'MANAGER',
    describe: 'cgroupfs, systemd or disabled',
    default: 'cgroupfs',
    choices: ['cgroupfs', 'systemd', 'disabled'],
  },
  { name: 'systemd-cgroup', describe: 'the same as --cgroup-manager systemd' },
  {
    name: 'rootless',
    value: 'WHEN',
    describe: 'true, false or auto; found out in any case',
    choices: ['true', 'false', 'auto'],
  },
  { name: 'help', short: 'h', describe: 'show help' },
  { name: 'version', short: 'v', describe: 'show the version' },
  { name: 'V', describe: 'the same as --version, in the spelling of crun', hidden: true },
];
