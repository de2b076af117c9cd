import type { LinuxIDMapping, Mount, Spec } from '../../spec/config.ts';

type Kind = 'uidMappings' | 'gidMappings';

const kinds: Readonly<Record<string, Kind>> = { uids: 'uidMappings', gids: 'gidMappings' };
const range = /^(@?)(\d+)-(\d+)-(\d+)$/;

/**
 * Callers of crun may write the mappings of a mount as an option: `idmap=uids=0-1000-10#10-5000-1;gids=…`,
 * each range the id in the file system, the id on the host and how many. With `@` before it, the
 * second is an id of the container. The mount as the specification would have it; unchanged where
 * no such option is well-formed.
 */
export function readIdmapOption(mount: Mount, spec: Spec): Mount {
  const { options = [] } = mount;
  for (const [index, option] of options.entries()) {
    if (!option.includes('idmap=')) continue;
    const match = /^(r?idmap)=(.+)$/.exec(option);
    const [, name, text] = match ?? [];
    const mappings = text === undefined ? undefined : mappingsOf(text, spec);
    if (name === undefined || mappings === undefined) continue;
    return { ...mount, options: options.with(index, name), ...mappings };
  }
  return mount;
}

function mappingsOf(text: string, spec: Spec): Partial<Record<Kind, LinuxIDMapping[]>> | undefined {
  const found: Partial<Record<Kind, LinuxIDMapping[]>> = {};
  for (const part of text.split(';')) {
    const [name = '', ranges = ''] = part.split('=');
    const kind = kinds[name];
    if (kind === undefined) return undefined;
    const list = ranges.split('#').map((each) => mappingOf(each, spec.linux?.[kind] ?? []));
    const whole = list.filter((mapping) => mapping !== undefined);
    if (whole.length < list.length) return undefined;
    found[kind] = whole;
  }
  return found;
}

function mappingOf(text: string, container: readonly LinuxIDMapping[]): LinuxIDMapping | undefined {
  const match = range.exec(text);
  if (match === null) return undefined;
  const [, relative, containerID, hostID, size] = match;
  const host = relative === '@' ? hostOf(Number(hostID), container) : Number(hostID);
  if (host === undefined) return undefined;
  return { containerID: Number(containerID), hostID: host, size: Number(size) };
}

/** The id on the host of an id of the container. */
function hostOf(id: number, container: readonly LinuxIDMapping[]): number | undefined {
  const found = container.find(
    ({ containerID, size }) => id >= containerID && id < containerID + size,
  );
  return found === undefined ? undefined : found.hostID + id - found.containerID;
}
