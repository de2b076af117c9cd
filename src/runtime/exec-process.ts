import { RuntimeError } from '../errors/runtime-error.ts';
import type { LinuxCapabilities, Process } from '../spec/config.ts';
import { isCapabilityName } from '../spec/tables/capabilities.ts';

/** What the command line says of a process to execute; what it does not say is as config.json has it. */
export interface ProcessChanges {
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: readonly string[];
  readonly user: string | undefined;
  readonly additionalGids: readonly string[];
  readonly capabilities: readonly string[];
  readonly terminal: boolean;
  readonly noNewPrivileges: boolean;
  readonly apparmorProfile: string | undefined;
  readonly selinuxLabel: string | undefined;
}

/** The process of config.json, with another program and what else the command line changes. */
export function changedProcess(own: Process | undefined, changes: ProcessChanges): Process {
  // Its size is that of the terminal of init.
  const { consoleSize: _size, ...base } = own ?? { cwd: '/' };
  const { cwd, apparmorProfile, selinuxLabel } = changes;
  return {
    ...base,
    args: changes.args,
    env: [...(base.env ?? []), ...changes.env],
    user: userOf(base, changes),
    terminal: changes.terminal,
    ...(cwd !== undefined && { cwd }),
    ...(changes.noNewPrivileges && { noNewPrivileges: true }),
    ...(apparmorProfile !== undefined && { apparmorProfile }),
    ...(selinuxLabel !== undefined && { selinuxLabel }),
    ...(changes.capabilities.length > 0 && {
      capabilities: withCapabilities(base.capabilities ?? {}, changes.capabilities),
    }),
  };
}

/** What a process that says nothing of them has in common with init, as with runc. */
const inherited = [
  'capabilities',
  'noNewPrivileges',
  'apparmorProfile',
  'selinuxLabel',
  'rlimits',
  'oomScoreAdj',
  'scheduler',
  'ioPriority',
  'execCPUAffinity',
] as const;

/** A process read from a file, with what it takes from that of config.json; not checked yet. */
export function completedProcess(own: Process | undefined, given: unknown): unknown {
  if (own === undefined || typeof given !== 'object' || given === null) return given;
  const taken = inherited.filter((key) => own[key] !== undefined && !Object.hasOwn(given, key));
  return { ...Object.fromEntries(taken.map((key) => [key, own[key]])), ...given };
}

function userOf({ user }: Process, { user: text, additionalGids }: ProcessChanges) {
  const groups = additionalGids.map((gid) => idOf('additional-gids', gid, gid));
  return {
    ...(user ?? { uid: 0, gid: 0 }),
    ...(text !== undefined && idsOf(text)),
    ...(groups.length > 0 && { additionalGids: [...(user?.additionalGids ?? []), ...groups] }),
  };
}

function idsOf(text: string) {
  const [uid = '', gid, ...rest] = text.split(':');
  if (rest.length > 0) throw invalidId('user', text);
  return {
    uid: idOf('user', uid, text),
    ...(gid !== undefined && { gid: idOf('user', gid, text) }),
  };
}

const HIGHEST_ID = 2 ** 31 - 1;

/** Plain decimal: one that wraps, or a name that is read as 0, would be root (CVE-2026-30892). */
function idOf(option: string, digits: string, text: string): number {
  const id = /^(0|[1-9]\d{0,9})$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(id <= HIGHEST_ID)) throw invalidId(option, text);
  return id;
}

function invalidId(option: string, text: string): RuntimeError {
  const wanted = option === 'user' ? 'UID or UID:GID' : 'a group';
  const words = `--${option} is ${JSON.stringify(text)}; wanted ${wanted} in numbers from 0 to ${HIGHEST_ID}`;
  return new RuntimeError('usage', words);
}

/** Never inheritable (CVE-2022-29162), and so ambient only where the container has it so. */
function withCapabilities(sets: LinuxCapabilities, added: readonly string[]): LinuxCapabilities {
  for (const name of added) {
    if (isCapabilityName(name)) continue;
    const words = `--cap is ${JSON.stringify(name)}, which is no capability; wanted a name such as CAP_NET_RAW`;
    throw new RuntimeError('usage', words);
  }
  const withAdded = (set: readonly string[] = []) => [...new Set([...set, ...added])];
  const { ambient = [], inheritable = [] } = sets;
  const raised = added.filter((name) => inheritable.includes(name));
  return {
    ...sets,
    ...(raised.length > 0 && { ambient: [...new Set([...ambient, ...raised])] }),
    bounding: withAdded(sets.bounding),
    effective: withAdded(sets.effective),
    permitted: withAdded(sets.permitted),
  };
}
