import type { Process } from '../../spec/config.ts';

/** What the process gets, and which entries of `env` say nothing that environ(7) could hold. */
export interface Environment {
  /** `NAME=value`, each name once: the last entry of a name wins and stands where it stood. */
  readonly entries: readonly string[];
  /** Indexes of entries without a name or without `=`. */
  readonly dropped: readonly number[];
}

export function environmentOf(process: Process): Environment {
  const byName = new Map<string, string>();
  const dropped: number[] = [];
  for (const [index, entry] of (process.env ?? []).entries()) {
    const end = entry.indexOf('=');
    if (end <= 0) {
      dropped.push(index);
      continue;
    }
    const name = entry.slice(0, end);
    byName.delete(name);
    byName.set(name, entry);
  }
  return { entries: [...byName.values()], dropped };
}

/** The value of a variable, where it is set. */
export function variableOf({ entries }: Environment, name: string): string | undefined {
  return entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}
