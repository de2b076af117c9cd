import { consoleSocket, help, pidfdSocket } from './common-options.ts';
import type { OptionRow } from './option-row.ts';

/** What `exec` takes before the id. Source: runc-exec(8). */
export const execOptions: readonly OptionRow[] = [
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
  pidfdSocket,
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
