import type { Fault } from '../../errors/fault.ts';
import type { SuperblockChange } from '../../spec/tables/mount-options.ts';
import { isCapable } from '../capability-facts.ts';
import type { FieldContext } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';
import { hasNul, quote } from '../quote.ts';
import { destinationProblem } from './destination.ts';
import type { MountEntry } from './entry.ts';
import { refusedOptions } from './refused-options.ts';

/** PATH_MAX of linux/limits.h without the NUL. */
const longestPath = 4095;

/** Takes what is wrong with a part of the mount, such as its `source`; empty: with the whole. */
type Tell = (part: string, problem: string) => void;

/** Everything wrong with one mount. */
export function mountFaults(entry: MountEntry, context: FieldContext): readonly Fault[] {
  const faults: Fault[] = [];
  const tell: Tell = (part, problem) => {
    const pointer = part === '' ? entry.pointer : `${entry.pointer}/${part}`;
    const section = part === 'options' ? 'config.md#linux-mount-options' : 'config.md#mounts';
    faults.push({ pointer, problem, section });
  };
  judgeDestination(entry, tell);
  judgeTexts(entry, tell);
  judgeType(entry, context, tell);
  judgeOptions(entry, tell);
  judgeMappings(entry, context, tell);
  return faults;
}

function judgeDestination(entry: MountEntry, tell: Tell): void {
  const problem = destinationProblem(entry);
  if (problem === undefined) return;
  tell('destination', `is ${quote(entry.mount.destination)}, which ${problem}`);
}

function judgeTexts({ mount }: MountEntry, tell: Tell): void {
  const { destination, source = '', type = '', options = [] } = mount;
  const all = `${destination}${source}${type}${options.join('')}`;
  if (all.length <= longestPath && !hasNul(all)) return;
  judgeText('destination', destination, tell);
  judgeText('source', source, tell);
  judgeText('type', type, tell);
  if (options.some(hasNul)) tell('options', withNul);
}

const withNul = 'has a NUL character';

function judgeText(part: string, text: string, tell: Tell): void {
  if (hasNul(text)) tell(part, withNul);
  else if (text.length > longestPath) tell(part, `is longer than ${longestPath} characters`);
}

function judgeType({ kind, mount }: MountEntry, { facts }: FieldContext, tell: Tell): void {
  const { type = '', source = '' } = mount;
  if (kind === 'bind' && source === '') {
    tell('source', 'is missing; a bind mount needs the path that it shows');
  } else if (kind === 'cgroup' && facts.cgroup.mode === 'none') {
    tell('type', 'is "cgroup", but the host has no cgroups mounted');
  } else if (kind === 'new' && (type === '' || type === 'none')) {
    const wanted = 'a file system type, or "bind" or "rbind" in the options';
    tell('type', `is ${quote(type)}; wanted ${wanted}`);
  }
}

function judgeOptions({ kind, mount, options }: MountEntry, tell: Tell): void {
  const { words, data, superblock } = options;
  if (words.length === 0 && data.length === 0) return;
  for (const word of words) {
    const cure = refusedOptions.get(word);
    if (cure !== undefined) tell('options', `has ${quote(word)}; ${cure}`);
  }
  if (words.includes('tmpcopyup') && (kind !== 'new' || mount.type !== 'tmpfs')) {
    tell('options', 'has "tmpcopyup", which only a mount of type "tmpfs" can have');
  }
  const unknown = kind === 'bind' ? data.filter(isMisunderstood) : [];
  if (unknown.length > 0) {
    const names = unknown.map(quote).join(', ');
    tell('options', `has ${names}, which is no option of a bind mount`);
  }
  if (kind === 'remount' && (data.length > 0 || superblock.some(isRemade))) {
    const problem =
      'has "remount" with options of the file system; only those of the mount can change';
    tell('options', problem);
  }
}

function isRemade({ flag }: SuperblockChange): boolean {
  return flag !== 'MS_RDONLY' && flag !== 'MS_SILENT';
}

/**
 * A bind mount has no file system that could take or refuse an option, and mount(2) ignores its data.
 * Words are refused nevertheless: `readonly` for `ro` would leave writable what was to be protected.
 */
function isMisunderstood(option: string): boolean {
  return !option.includes('=') || /^r?idmap=/.test(option);
}

function judgeMappings(entry: MountEntry, { spec, facts }: FieldContext, tell: Tell): void {
  const { uidMappings, gidMappings } = entry.mount;
  const uids = uidMappings?.length ?? 0;
  const gids = gidMappings?.length ?? 0;
  if (uids > 0 !== gids > 0) {
    const [part, other] =
      uids > 0 ? ['uidMappings', 'gidMappings'] : ['gidMappings', 'uidMappings'];
    tell(part, `must come together with ${other}`);
    return;
  }
  if (entry.options.idmap === undefined && uids === 0) return;
  if (entry.kind !== 'bind') tell('', 'has an id mapping, which only a bind mount can have');
  if (uids === 0 && placementOf(spec, 'user') === 'runtime') {
    const problem =
      'asks for an id mapping, but neither the mount has uidMappings and gidMappings nor the container a user namespace';
    tell('options', problem);
  }
  if (!isCapable(facts, 'CAP_SYS_ADMIN')) {
    tell('', 'has an id mapping, which needs CAP_SYS_ADMIN on the host');
  }
}
