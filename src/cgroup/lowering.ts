import { errno } from '../lib/errno.ts';
import type { ErrnoRule } from '../plan/field-types.ts';
import type { LinuxResources } from '../spec/config.ts';

/** One value for one file of the container's cgroup. */
export interface CgroupSetting {
  /** JSON pointer of the value in config.json. */
  readonly at: string;
  /** `memory.max`: what comes before the first dot is the controller. */
  readonly file: string;
  readonly value: string;
  readonly onErrno?: readonly ErrnoRule[];
}

/** A value that cannot be honoured, whatever the host. */
export interface Refusal {
  readonly pointer: string;
  /** Words that follow the pointer. */
  readonly problem: string;
}

/** What becomes of resources in one version of cgroups; settings are written in this order. */
export interface Lowering {
  readonly settings: readonly CgroupSetting[];
  readonly refusals: readonly Refusal[];
}

/** Lowers one part of the resources to the files of one version of cgroups. Pure. */
export type Lower = (resources: LinuxResources) => Lowering;

/** Whether a value asks for something: as for other runtimes, 0 means "leave it as it is". */
export function isAsked(value: number | bigint | undefined): value is number | bigint {
  return value !== undefined && value !== 0;
}

/** The setting where the value asks for something, else nothing. */
export function settingIf(
  value: number | bigint | undefined,
  setting: Omit<CgroupSetting, 'value'>,
): readonly CgroupSetting[] {
  return isAsked(value) ? [{ ...setting, value: String(value) }] : [];
}

/** The settings with these errnos ignored: a first try, which a later write of the same file repeats. */
export function tolerating(
  settings: readonly CgroupSetting[],
  ...errnos: readonly number[]
): readonly CgroupSetting[] {
  return settings.map((setting) => ({ ...setting, onErrno: ignoring(...errnos) }));
}

export function ignoring(...errnos: readonly number[]): readonly ErrnoRule[] {
  return errnos.map((number) => ({ errno: number, then: 'ignore' }));
}

export function hintOn(number: number, text: string): ErrnoRule {
  return { errno: number, then: 'hint', text };
}

/** A file that only some kernels have. */
export function neededSince(version: string): readonly ErrnoRule[] {
  return [hintOn(errno.ENOENT, `the kernel has this file since Linux ${version}`)];
}

/** `memory` of `memory.max`. */
export function controllerOf(file: string): string {
  return file.slice(0, file.indexOf('.'));
}
