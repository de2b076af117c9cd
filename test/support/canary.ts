import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';

/** A directory of the host that no attack may change, with a file that none may read. */
export interface Canary {
  readonly directory: string;
  readonly file: string;
  /** What the file holds: seen in a container's output, the container has escaped. */
  readonly secret: string;
  /** Everything below the directory: names, content, modes, owners, inodes. */
  look(): readonly string[];
}

let count = 0;

export function makeCanary(parent: string): Canary {
  count += 1;
  const directory = join(parent, `canary-${count}`);
  const file = join(directory, 'secret');
  const secret = `canary ${process.pid} ${count} ${Math.random()}`;
  mkdirSync(directory, { mode: 0o755 });
  writeFileSync(file, secret, { mode: 0o644 });
  return { directory, file, secret, look: () => lookAt(directory) };
}

/** One line for each inode below a path, with everything that an attack could change. */
export function lookAt(path: string): string[] {
  const stats = lstatSync(path, { bigint: true });
  const { ino, mode, uid, gid, rdev, nlink } = stats;
  const line = `${path} ${ino} ${mode.toString(8)} ${uid}:${gid} ${rdev} ${nlink}`;
  if (stats.isSymbolicLink()) return [`${line} -> ${readlinkSync(path)}`];
  if (stats.isFile()) return [`${line} ${JSON.stringify(readFileSync(path, 'utf8'))}`];
  if (!stats.isDirectory()) return [line];
  const names = readdirSync(path).sort();
  return [line, ...names.flatMap((name) => lookAt(join(path, name)))];
}

/** Runs an attack and asserts that the canary is as before. */
export function assertUnharmed(t: Test, canary: Canary, attack: () => void): void {
  const before = canary.look();
  attack();
  t.same(canary.look(), before, 'the host file and directory are as they were');
}
