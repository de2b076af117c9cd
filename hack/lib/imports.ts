import { posix } from 'node:path';
import type { SourceFile } from './faults.ts';

/** One import or re-export, static or dynamic. */
export interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** The imported file relative to the root; undefined for a package or a built-in module. */
  readonly target: string | undefined;
  /** Erased by the compiler: it brings names, not code. */
  readonly typeOnly: boolean;
}

const statement =
  /^[ \t]*(?:import|export)\b(?<clause>[^'"`;()]*?)\bfrom\s*['"](?<from>[^'"]+)['"]|^[ \t]*import\s*['"](?<bare>[^'"]+)['"]|\b(?:import|require)\s*\(\s*['"](?<call>[^'"]+)['"]/gm;

/** The imports of a file, read from its text: the formatter keeps them one statement a line. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...blankComments(text).matchAll(statement)].map((match) => {
    const { clause = '', from, bare, call } = match.groups ?? {};
    const specifier = from ?? bare ?? call ?? '';
    return {
      file: path,
      line: text.slice(0, match.index + match[0].search(/\S/)).split('\n').length,
      specifier,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined,
      typeOnly: isTypeOnly(clause),
    };
  });
}

/** `type …`, or braces in which every name is marked `type`. */
function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const names = /^\s*\{(?<names>[^}]*)\}\s*$/.exec(clause)?.groups?.['names'];
  if (names === undefined) return false;
  const each = names.split(',').map((name) => name.trim());
  return each.filter(Boolean).every((name) => name.startsWith('type '));
}

/** Comments become blanks of the same length, so that offsets and lines stay what they were. */
function blankComments(text: string): string {
  return text.replace(/^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
}
