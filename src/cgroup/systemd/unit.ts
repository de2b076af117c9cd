/** The unit of systemd that holds a container. */
export interface SystemdUnit {
  /** `libpod-ID.scope`. */
  readonly name: string;
  /** The slice that it is in: `machine.slice`; `-.slice` is the root. */
  readonly slice: string;
  /** Its cgroup, below that of the service manager: `/machine.slice/libpod-ID.scope`. */
  readonly path: string;
}

export type ParsedUnit =
  | { readonly ok: true; readonly unit: SystemdUnit }
  | { readonly ok: false; readonly problem: string };

export interface UnitInput {
  readonly cgroupsPath: string | undefined;
  readonly id: string;
  /** Of the user's service manager. */
  readonly user: boolean;
}

const SLICE = '.slice';
/** systemd.unit(5): what a name is made of, and how long it may be. */
const NAME = /^[A-Za-z0-9:_.@\\-]+$/;
const LONGEST_NAME = 255;
const form = '"SLICE:PREFIX:NAME", such as "system.slice:pelagos:web"';

/**
 * The unit that cgroupsPath names, as `SLICE:PREFIX:NAME`: the scope `PREFIX-NAME.scope` in the slice.
 * Without a path it is `:pelagos:ID`; without a slice it is the
 * one that the service manager has for all (system.slice, user.slice).
 */
export function parseUnit({ cgroupsPath, id, user }: UnitInput): ParsedUnit {
  const text = cgroupsPath === undefined || cgroupsPath === '' ? `:pelagos:${id}` : cgroupsPath;
  const parts = text.split(':');
  const [first = '', prefix = '', last = ''] = parts;
  if (parts.length !== 3) return refused(`is ${JSON.stringify(text)}; with systemd wanted ${form}`);
  const slice = fullSlice(first, user);
  const above = expandSlice(slice);
  if (above === undefined) {
    return refused(`names the slice ${JSON.stringify(first)}; wanted a name like "a-b.slice"`);
  }
  if (last.endsWith(SLICE)) {
    return refused(
      `names the slice ${JSON.stringify(last)}, and systemd puts no process into a slice`,
    );
  }
  const name = `${prefix}-${last}.scope`;
  if (last === '' || !NAME.test(name) || name.length > LONGEST_NAME) {
    return refused(`names the unit ${JSON.stringify(name)}, which systemd cannot have`);
  }
  return { ok: true, unit: { name, slice, path: `${above}/${name}` } };
}

function refused(problem: string): ParsedUnit {
  return { ok: false, problem };
}

function fullSlice(text: string, user: boolean): string {
  if (text === '') return user ? 'user.slice' : 'system.slice';
  return text === '-' ? '-.slice' : text;
}

/** `/a.slice/a-b.slice` for `a-b.slice`, empty for the root slice; undefined for what is no slice. */
export function expandSlice(slice: string): string | undefined {
  if (slice === '-.slice') return '';
  if (!slice.endsWith(SLICE) || !NAME.test(slice) || slice.length > LONGEST_NAME) return undefined;
  const names = slice.slice(0, -SLICE.length).split('-');
  if (names.some((name) => name === '')) return undefined;
  return names.map((_, depth) => `/${names.slice(0, depth + 1).join('-')}${SLICE}`).join('');
}
