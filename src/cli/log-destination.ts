import type { Report } from '../plan/plan.ts';
import { type Caller, pathFor } from './caller.ts';

type Destination = Omit<Report, 'exitCode'>;

/** Where the log daemons listen: systemd-journald(8), and syslog(3). */
const daemons = {
  journald: '/run/systemd/journal/socket',
  syslog: '/dev/log',
} as const;

/**
 * What `--log` means (crun(1)): a path, with `file:` before it or not, or `journald:NAME` or
 * `syslog:NAME`. Any other colon belongs to a path, as it does for runc.
 */
export function logDestination(
  log: string | undefined,
  format: 'text' | 'json',
  caller: Caller,
): Destination {
  const [, kind, rest = ''] = /^(file|journald|syslog):(.*)$/s.exec(log ?? '') ?? [];
  if (kind === 'journald' || kind === 'syslog') {
    return { logPath: daemons[kind], logFormat: kind, logName: nameOf(rest) };
  }
  const path = kind === undefined ? log : rest;
  if (path === undefined || path === '') return { logPath: '', logFormat: format };
  return { logPath: pathFor(caller, path), logFormat: format };
}

/** One word of printable ASCII: what else there is would end the field that holds it. */
function nameOf(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '_').slice(0, 200) || 'pelagos';
}
