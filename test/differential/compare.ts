import type { Difference } from './differences.ts';
import type { Observation } from './observe.ts';

export interface Seen {
  readonly key: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** The names at which two observations differ: of containers that came to be, or why one did not. */
export function compare(ours: Observation, theirs: Observation): Seen[] {
  const [our, their] = [ours.get('why'), theirs.get('why')];
  if (our !== undefined && their !== undefined) return [];
  if (our !== undefined || their !== undefined)
    return [{ key: 'create', ours: our, theirs: their }];
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])];
  return keys
    .map((key) => ({ key, ours: ours.get(key), theirs: theirs.get(key) }))
    .filter((seen) => seen.ours !== seen.theirs);
}

/** Whether a row of the table explains what was seen. */
export function explains(row: Difference, from: 'runc' | 'crun', seen: Seen): boolean {
  return (
    (row.from === 'both' || row.from === from) &&
    row.what.test(seen.key) &&
    (row.ours?.test(seen.ours ?? 'missing') ?? true) &&
    (row.theirs?.test(seen.theirs ?? 'missing') ?? true)
  );
}
