import process from 'node:process';

/**
 * The SHA-256 of the UTF-8 of text, as 64 hexadecimal digits. The engine's own: of a script of ours a
 * seccomp profile would take longer than all else of a plan. Its module is loaded by the first call.
 */
export function sha256(text: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
