import type { Fault } from '../../errors/fault.ts';
import { isCapable } from '../capability-facts.ts';
import type { FieldContext } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';
import { hasNul, quote } from '../quote.ts';
import { destinationProblem } from './destination.ts';
import type { MountEntry } from './entry.ts';
import { refusedOptions } from './refused-options.ts';

/** PATH_MAX of linux/limits.h without the NUL. */
const longestPath = 4095;

interface Found {
  /** Which part of the mount: `source`; empty: the whole. */
  readonly part: string;
  readonly problem: string;
}

/** Everything wrong with one mount. */
export function mountFaults(entry: MountEntry, context: FieldContext): readonly Fault[] {
  const found = [
    ...destinationFaults(entry),
    ...textFaults(entry),
    ...typeFaults(entry, context),
    ...optionFaults(entry),
    ...idmapFaults(entry, context),
  ];
  return found.map(({ part, problem }) => ({
    pointer: part === '' ? entry.pointer : `${entry.pointer}/${part}`,
    problem,
    section: part === 'options' ? 'config.md#linux-mount-options' : 'config.md#mounts',
  }));
}

function destinationFaults(entry: MountEntry): readonly Found[] {
  const problem = destinationProblem(entry);
  if (problem === undefined) return [];
  const text = `is ${quote(entry.mount.destination)}, which ${problem}`;
  return [{ part: 'destination', problem: text }];
}

function textFaults({ mount }: MountEntry): readonly Found[] {
  const texts = {
    destination: [mount.destination],
    source: [mount.source ?? ''],
    type: [mount.type ?? ''],
    options: mount.options ?? [],
  };
  return Object.entries(texts).flatMap(([part, values]) => {
    if (values.some(hasNul)) return [{ part, problem: 'has a NUL character' }];
    if (part === 'options' || values.every((text) => text.length <= longestPath)) return [];
    return [{ part, problem: `is longer than ${longestPath} characters` }];
  });
}

function typeFaults({ kind, mount }: MountEntry, { facts }: FieldContext): readonly Found[] {
  if (kind === 'bind' && (mount.source ?? '') === '') {
    return [{ part: 'source', problem: 'is missing; a bind mount needs the path that it shows' }];
  }
  if (kind === 'cgroup' && facts.cgroup.mode === 'none') {
    return [{ part: 'type', problem: 'is "cgroup", but the host has no cgroups mounted' }];
  }
  const type = mount.type ?? '';
  if (kind !== 'new' || (type !== '' && type !== 'none')) return [];
  const problem = `is ${quote(type)}; wanted a file system type, or "bind" or "rbind" in the options`;
  return [{ part: 'type', problem }];
}

function optionFaults({ kind, mount, options }: MountEntry): readonly Found[] {
  const { words, data, superblock } = options;
  const found: string[] = [];
  for (const [name, cure] of refusedOptions) {
    if (mount.options?.includes(name) === true) found.push(`has ${quote(name)}; ${cure}`);
  }
  if (words.has('tmpcopyup') && (kind !== 'new' || mount.type !== 'tmpfs')) {
    found.push('has "tmpcopyup", which only a mount of type "tmpfs" can have');
  }
  const unknown = kind === 'bind' ? data.filter(isMisunderstood) : [];
  if (unknown.length > 0) {
    const names = unknown.map(quote).join(', ');
    found.push(`has ${names}, which is no option of a bind mount`);
  }
  const remade = superblock.filter(({ flag }) => flag !== 'MS_RDONLY' && flag !== 'MS_SILENT');
  if (kind === 'remount' && (data.length > 0 || remade.length > 0)) {
    found.push('has "remount" with options of the file system; only those of the mount can change');
  }
  return found.map((problem) => ({ part: 'options', problem }));
}

/**
 * A bind mount has no file system that could take or refuse an option, and mount(2) ignores its data.
 * Words are refused nevertheless: `readonly` for `ro` would leave writable what was to be protected.
 */
function isMisunderstood(option: string): boolean {
  return !option.includes('=') || /^r?idmap=/.test(option);
}

function idmapFaults(entry: MountEntry, { spec, facts }: FieldContext): readonly Found[] {
  const { uidMappings, gidMappings } = entry.mount;
  const [uids, gids] = [uidMappings?.length ?? 0, gidMappings?.length ?? 0];
  if (uids > 0 !== gids > 0) {
    const [part, other] =
      uids > 0 ? ['uidMappings', 'gidMappings'] : ['gidMappings', 'uidMappings'];
    return [{ part, problem: `must come together with ${other}` }];
  }
  if (entry.options.idmap === undefined && uids === 0) return [];
  const found: Found[] = [];
  if (entry.kind !== 'bind') {
    found.push({ part: '', problem: 'has an id mapping, which only a bind mount can have' });
  }
  if (uids === 0 && placementOf(spec, 'user') === 'runtime') {
    const problem =
      'asks for an id mapping, but neither the mount has uidMappings and gidMappings nor the container a user namespace';
    found.push({ part: 'options', problem });
  }
  if (!isCapable(facts, 'CAP_SYS_ADMIN')) {
    found.push({ part: '', problem: 'has an id mapping, which needs CAP_SYS_ADMIN on the host' });
  }
  return found;
}
