import type { StoredRecord } from './record.ts';

/** The state of a container that `state` tells; creating is that of a create under way or killed. */
export type Status = 'creating' | 'created' | 'running' | 'stopped';

/** What was seen of the container's processes and files at one moment. */
export interface Observation {
  /** Of the recorded pid; undefined where no such process is. */
  readonly process: { readonly state: string; readonly startTime: number } | undefined;
  /** Whether init waits at the gate. */
  readonly waits: boolean;
}

/** The status, computed from what is there and never from a stored word. */
export function statusOf(record: StoredRecord, seen: Observation): Status {
  if (record.pid === undefined) return 'creating';
  if (seen.process === undefined || seen.process.startTime !== record.startTime) return 'stopped';
  if (seen.process.state === 'Z' || seen.process.state === 'X') return 'stopped';
  return seen.waits ? 'created' : 'running';
}
