import { bundle, configFile, consoleSocket, help, pidFile, pidfdSocket } from './common-options.ts';
import type { OptionRow } from './option-row.ts';

/** What `create` takes, and whatever else makes a container of a bundle. */
export const createOptions: readonly OptionRow[] = [
  bundle,
  configFile,
  consoleSocket,
  pidfdSocket,
  pidFile,
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
