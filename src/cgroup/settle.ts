import type { LinuxResources } from '../spec/config.ts';
import type { CgroupFacts } from './facts.ts';
import { type CgroupSetting, controllerOf, type Refusal } from './lowering.ts';
import type { CgroupDirectory, CgroupPlacement } from './placement.ts';
import type { PartVersion, ResourcePart } from './resource-parts.ts';

/** A setting and the directory of the container that it goes to. */
export interface PlacedSetting extends CgroupSetting {
  readonly directory: CgroupDirectory;
}

export interface Settlement {
  readonly settings: readonly PlacedSetting[];
  /** What the resources ask for and this host cannot give, with the reason. */
  readonly refusals: readonly Refusal[];
}

export interface SettleInput {
  readonly resources: LinuxResources;
  readonly placement: CgroupPlacement;
  readonly facts: CgroupFacts;
}

/**
 * Gives every setting of a part its directory. On a hybrid host each controller is in one of the
 * two versions; where a v1 hierarchy has it, the unified one has not.
 */
export function settle(part: ResourcePart, input: SettleInput): Settlement {
  const { placement, facts, resources } = input;
  const chosen = versionFor(part, placement, facts);
  if (chosen === undefined) return { settings: [], refusals: [] };
  const { settings, refusals } = chosen.half.lower(resources);
  if (refusals.length > 0) return { settings: [], refusals };
  const placed: PlacedSetting[] = [];
  const missing = new Map<string, Refusal>();
  for (const setting of settings) {
    const directory = directoryFor(setting.file, chosen.version, placement);
    if (directory !== undefined) placed.push({ ...setting, directory });
    else missing.set(setting.at, { pointer: setting.at, problem: why(setting.file, part, input) });
  }
  return { settings: placed, refusals: [...missing.values()] };
}

interface Chosen {
  readonly version: 1 | 2;
  readonly half: PartVersion;
}

function versionFor(
  part: ResourcePart,
  placement: CgroupPlacement,
  facts: CgroupFacts,
): Chosen | undefined {
  const first = part.v1 && ({ version: 1, half: part.v1 } as const);
  const second = part.v2 && ({ version: 2, half: part.v2 } as const);
  const served = [first, second].find(
    (chosen) => chosen !== undefined && serves(chosen, placement),
  );
  // Nothing serves it: lowered all the same, so that what is asked for is refused.
  return served ?? (facts.mode === 'v2' ? (second ?? first) : (first ?? second));
}

function serves({ version, half }: Chosen, { directories }: CgroupPlacement): boolean {
  return directories.some(
    (directory) =>
      directory.version === version &&
      (half.controller === undefined || directory.controllers.includes(half.controller)),
  );
}

function directoryFor(
  file: string,
  version: 1 | 2,
  { directories }: CgroupPlacement,
): CgroupDirectory | undefined {
  const controller = controllerOf(file);
  return directories.find(
    (directory) =>
      directory.version === version &&
      (controller === 'cgroup' || directory.controllers.includes(controller)),
  );
}

function why(file: string, part: ResourcePart, { placement, facts }: SettleInput): string {
  return `cannot be honoured: ${reason(file, part, { placement, facts })}, or remove the value`;
}

function reason(
  file: string,
  part: ResourcePart,
  { placement, facts }: Pick<SettleInput, 'placement' | 'facts'>,
): string {
  if (placement.manager === 'disabled') {
    return 'the caller asked for no cgroups; let it not give --cgroup-manager disabled';
  }
  if (facts.mode === 'none') return 'no cgroup hierarchy is mounted; mount one';
  if (placement.directories.length === 0) {
    return 'the caller may make no cgroups here; delegate a part of the hierarchy to it';
  }
  const controller = controllerOf(file);
  const stop = placement.withheld?.[controller];
  if (stop !== undefined) {
    return `the controller "${controller}" is not handed down to ${stop}; add it to Delegate= of that unit and start it anew ("systemctl edit user@.service")`;
  }
  if (part.v2 === undefined) {
    return `this host has no controller "${controller}", which only cgroup v1 has; mount it`;
  }
  if (part.v1 === undefined) {
    return `the cgroup v2 hierarchy of this host has no controller "${controller}"; enable it there`;
  }
  return `this host has no cgroup controller "${controller}"; enable it in the kernel`;
}
