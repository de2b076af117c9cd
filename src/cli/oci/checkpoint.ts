import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { planCheckpoint } from '../../runtime/checkpoint.ts';
import { type NetworkLock, networkLocks } from '../../runtime/criu/options.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import type { Invocation } from '../invocation.ts';
import { criuOptions, wordOf } from './criu-values.ts';

/** `checkpoint [OPTIONS] ID`. */
export function checkpoint(invocation: Invocation): Plan {
  const { globals, report, values, words } = invocation;
  const container = loadContainer(globals.root, words[0] ?? '');
  const flag = (name: string): boolean => values[name] === 'true';
  const lock = values['network-lock'];
  const options = {
    ...criuOptions(invocation),
    parentPath: parentPath(values['parent-path'] ?? ''),
    leaveRunning: flag('leave-running'),
    preDump: flag('pre-dump'),
    tcpSkipInFlight: flag('tcp-skip-in-flight'),
    linkRemap: flag('link-remap'),
    pageServer: pageServer(values['page-server'] ?? ''),
    statusFd: statusFd(values['status-fd'] ?? '-1'),
    networkLock:
      lock === undefined ? undefined : wordOf<NetworkLock>('network-lock', lock, networkLocks),
  };
  return planCheckpoint({ container, options, report });
}

function parentPath(text: string): string | undefined {
  if (text === '') return undefined;
  if (!text.startsWith('/')) return text;
  throw new RuntimeError(
    'usage',
    `--parent-path is relative to --image-path: current value is ${JSON.stringify(text)}`,
  );
}

function pageServer(text: string) {
  if (text === '') return undefined;
  const [, address = '', port = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (address === '' || Number(port) > 65_535) {
    throw new RuntimeError(
      'usage',
      `--page-server is ADDRESS:PORT: current value is ${JSON.stringify(text)}`,
    );
  }
  return { address, port: Number(port) };
}

/** -1 is none, as in runc. */
function statusFd(text: string): number | undefined {
  if (text === '-1') return undefined;
  if (/^\d{1,6}$/.test(text) && Number(text) > 2) return Number(text);
  throw new RuntimeError(
    'usage',
    `--status-fd is the number of a descriptor above 2: current value is ${JSON.stringify(text)}`,
  );
}
