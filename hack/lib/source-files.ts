import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SourceFile } from './faults.ts';

/** The repository's root, from the source of this file and from its compiled form in .build/js. */
export const root = resolve(import.meta.dirname, '../..').replace(/\/\.build\/js$/, '');

/** Reads the files below the given folders of a tree whose names match, in a stable order. */
export function readSources(folders: readonly string[], name: RegExp, tree = root): SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(tree, folder)))
    .flatMap((folder) => filesIn(tree, folder))
    .filter((path) => name.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(tree, path), 'utf8') }));
}

function filesIn(tree: string, folder: string): string[] {
  return readdirSync(join(tree, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(tree, path);
    return entry.isFile() ? [path] : [];
  });
}

/** Generated files whose names do not say so. */
const generatedByName: readonly string[] = ['native/ops.h', 'docs/invariants.md'];

/** A file that a program writes: exempt from the rules on size and style. */
export function isGenerated(path: string): boolean {
  return /\.generated\.[a-z]+$/.test(path) || generatedByName.includes(path);
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}
