import { subject } from '../pelagos.ts';
import { find, type Series } from '../series.ts';
import { median, pairedRatio, slope } from '../statistics.ts';

/** What is to be reached: at most this much of what another takes. */
interface Target {
  readonly what: string;
  readonly to: string;
  readonly atMost: number;
  /** The ratio that was measured; undefined where the run has not measured it. */
  readonly measure: (all: readonly Series[], to: string) => number | undefined;
}

export interface Verdict {
  readonly what: string;
  readonly to: string;
  readonly atMost: number;
  readonly measured: number;
}

const warm = 'pelagos-warm';

/** The ratio of a time, in the rounds that both have. */
function time(measure: string, competitor = subject): Target['measure'] {
  return (all, to) => {
    const ours = find(all, { measure, competitor });
    const theirs = find(all, { measure, competitor: to });
    if (ours === undefined || theirs === undefined) return undefined;
    return pairedRatio(ours.milliseconds, theirs.milliseconds);
  };
}

function size(measure: string): Target['measure'] {
  return (all, to) => {
    const ours = find(all, { measure, competitor: subject });
    const theirs = find(all, { measure, competitor: to });
    if (ours === undefined || theirs === undefined) return undefined;
    return median(ours.kibibytes) / median(theirs.kibibytes);
  };
}

/** The ratio of what one more costs, from the first point to the last. */
function growth(measure: string): Target['measure'] {
  return (all, to) => {
    const [ours, theirs] = [subject, to].map((competitor) => costs(all, measure, competitor));
    if (ours === undefined || theirs === undefined || ours.length < 2) return undefined;
    return slope(ours) / slope(theirs);
  };
}

function costs(all: readonly Series[], measure: string, competitor: string) {
  return all
    .filter((series) => series.measure === measure && series.competitor === competitor)
    .map(({ point = 0, milliseconds }) => ({ at: point, cost: median(milliseconds) }));
}

/** The ratio of what a measure takes beyond another; undefined where that is lost in noise. */
function added(measure: string, base: string): Target['measure'] {
  return (all, to) => {
    const [ours, theirs = 0] = [subject, to].map((competitor) => {
      const more = find(all, { measure, competitor });
      const less = find(all, { measure: base, competitor });
      if (more === undefined || less === undefined) return undefined;
      return median(more.milliseconds) - median(less.milliseconds);
    });
    return ours === undefined || theirs <= 0 ? undefined : ours / theirs;
  };
}

function both(
  what: string,
  limits: { readonly crun: number; readonly runc: number },
  measure: Target['measure'],
): Target[] {
  return Object.entries(limits).map(([to, atMost]) => ({ what, to, atMost, measure }));
}

const targets: readonly Target[] = [
  ...both('`run`', { crun: 1, runc: 0.4 }, time('run')),
  ...both('create', { crun: 1, runc: 0.4 }, time('create')),
  ...['start', 'state', 'kill', 'delete'].flatMap((verb) =>
    both(verb, { crun: 0.5, runc: 0.35 }, time(verb)),
  ),
  ...both('exec', { crun: 1.5, runc: 0.4 }, time('exec')),
  ...both('cycle', { crun: 0.85, runc: 0.4 }, time('cycle')),
  ...['run', 'create', 'exec'].flatMap((verb) =>
    both(`${verb}, warm`, { crun: 0.5, runc: 0.2 }, time(verb, warm)),
  ),
  ...both('cycle, warm', { crun: 0.45, runc: 0.2 }, time('cycle', warm)),
  { what: '`run`, warm', to: 'floor', atMost: 1.3, measure: time('run', warm) },
  ...both('resident, foreground', { crun: 1, runc: 0.1 }, size('resident, foreground')),
  ...both('one mount more', { crun: 1, runc: 1 }, growth('mounts')),
  ...both('one creation more at a time', { crun: 1, runc: 1 }, growth('at once')),
  ...both('a seccomp profile, cached, adds', { crun: 1, runc: 1 }, added('seccomp cached', 'run')),
];

/** Each target that the run has figures for. */
export function judge(all: readonly Series[]): Verdict[] {
  return targets.flatMap(({ what, to, atMost, measure }) => {
    const measured = measure(all, to);
    return measured === undefined ? [] : [{ what, to, atMost, measured }];
  });
}

export function isMet({ measured, atMost }: Verdict): boolean {
  return measured <= atMost;
}
