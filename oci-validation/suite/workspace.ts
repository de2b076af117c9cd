import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folders of one program's run: its TMPDIR, the runtime's --root, and the wrapper it calls. */
export interface Workspace {
  readonly home: string;
  readonly temporary: string;
  readonly root: string;
  readonly wrapper: string;
  readonly calls: string;
}

/**
 * Makes the folders, and a wrapper that gives the runtime a --root of its own and writes down each
 * call: what a program leaves behind can then be told from what was on the machine.
 */
export function makeWorkspace(runtime: string): Workspace {
  const home = mkdtempSync(join(tmpdir(), 'oci-validation-'));
  // A container with a user namespace walks to its rootfs as an ordinary user.
  chmodSync(home, 0o755);
  const workspace = {
    home,
    temporary: join(home, 'tmp'),
    root: join(home, 'root'),
    wrapper: join(home, 'runtime'),
    calls: join(home, 'calls'),
  };
  mkdirSync(workspace.temporary);
  mkdirSync(workspace.root, { mode: 0o700 });
  writeFileSync(workspace.wrapper, wrapperText(runtime, workspace), { mode: 0o755 });
  return workspace;
}

function wrapperText(runtime: string, at: Omit<Workspace, 'wrapper'>): string {
  return `#!/bin/sh\necho "$*" >>'${at.calls}'\nexec '${runtime}' --root '${at.root}' "$@"\n`;
}

/** The calls that the program made, one `verb arguments` a line. */
export function readCalls(workspace: Workspace): string[] {
  if (!existsSync(workspace.calls)) return [];
  return readFileSync(workspace.calls, 'utf8').trimEnd().split('\n');
}

/** The ids of all containers that the program asked for, also of those it deleted. */
export function createdIds(calls: readonly string[]): string[] {
  const ids = calls
    .filter((call) => call.startsWith('create '))
    .map((call) => call.split(' ').at(-1) ?? '');
  return [...new Set(ids)].filter((id) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id));
}

export function removeWorkspace(workspace: Workspace): void {
  rmSync(workspace.home, { recursive: true, force: true });
}
