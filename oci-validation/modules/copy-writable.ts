import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Copies a module out of the read-only module cache, to be changed and built. */
export function copyWritable(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  // The module zip keeps vendor/modules.txt but not what it lists, and Go would trust it.
  rmSync(join(to, 'vendor'), { recursive: true, force: true });
}
