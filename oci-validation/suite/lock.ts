import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Runs `work` while this process holds the lock file: the programs use fixed cgroup names, so two
 * runs at once would judge each other. Throws when another living process holds it.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  take(path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): void {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch {
    const holder = Number(readFileSync(path, 'utf8'));
    if (existsSync(`/proc/${holder}`)) {
      throw new Error(`process ${holder} runs the suite already and holds ${path}: wait for it`);
    }
    // The run that took it was ended before it could let go.
    rmSync(path, { force: true });
    take(path);
  }
}
