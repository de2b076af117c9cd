import type { CgroupFacts } from '../cgroup/facts.ts';
import type { CgroupPlacement } from '../cgroup/placement.ts';
import { type ResourcePart, resourceParts } from '../cgroup/resource-parts.ts';
import { type PlacedSetting, settle } from '../cgroup/settle.ts';
import type { SystemdManager } from '../cgroup/systemd/facts.ts';
import { invalidDocument } from '../errors/invalid-document.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { schemataLines } from '../fields/linux/intel-rdt/schemata.ts';
import { realtimeAbove } from '../fields/linux/resources/cpu.ts';
import { settingOp } from '../fields/linux/resources/resource-field.ts';
import { readTextIfThere } from '../host/files.ts';
import { probeCgroups } from '../host/probe-cgroups.ts';
import type { OpOf } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { createSlots } from '../plan/slots.ts';
import type { LinuxIntelRdt, LinuxResources } from '../spec/config.ts';
import type { Container } from './container.ts';
import { lockOp } from './held-lock.ts';
import { byStatus, readInit } from './init-status.ts';
import { RESOURCES_POINTER } from './load-resources.ts';
import { failOp } from './messages.ts';
import { recordedPlacement } from './recorded-placement.ts';
import { undoable } from './undoable.ts';
import { unitLimits } from './unit-limits.ts';

const NOT_RUNNING = 'container not running';

export interface UpdateInput {
  readonly container: Container;
  /** Where the resources come from, for the error about them. */
  readonly source: string;
  readonly resources: LinuxResources;
  readonly intelRdt?: LinuxIntelRdt;
  readonly report: Report;
  /** Those of this host unless told. */
  readonly facts?: CgroupFacts;
  /** The service manager of a container that is a unit of one; that of this host unless told. */
  readonly systemd?: SystemdManager;
}

/** The plan of update: the given values and no others, written as create does. Device rules stay. */
export function planUpdate(input: UpdateInput): Plan {
  const { container, report } = input;
  const slots = createSlots();
  const settings = limits(input);
  const written = [
    ...unitLimits(container.record.cgroup.unit?.name, settings, input.systemd),
    ...undoable([...settings.map(writeOp), ...schemata(input)]),
  ];
  const refused = [failOp(new RuntimeError('container-state', NOT_RUNNING))];
  const steps = [
    lockOp(container.paths.directory, slots),
    readInit(container, slots),
    byStatus(container, slots, {
      creating: refused,
      created: written,
      running: written,
      paused: written,
      stopped: refused,
    }),
  ];
  return { report, slots: slots.names, steps };
}

function limits({
  container,
  source,
  resources,
  facts = probeCgroups(),
}: UpdateInput): readonly PlacedSetting[] {
  const placement = recordedPlacement(container.record, facts);
  const input = { placement, facts, resources: withOldQuota(resources, placement) };
  const parts: readonly ResourcePart[] = Object.values(resourceParts);
  const settlements = parts.map((part) => settle(part, input));
  const faults = settlements.flatMap(({ refusals }) =>
    refusals.map(({ pointer, problem }) => ({
      pointer: pointer.replace(RESOURCES_POINTER, ''),
      problem,
      section: 'config-linux.md#control-groups',
    })),
  );
  if (faults.length > 0) throw invalidDocument(source, faults);
  const settings = settlements.flatMap((settlement) => settlement.settings);
  return settings.flatMap((setting) => [...realtimeAbove(setting), setting]);
}

/** The value comes from no field of config.json. */
function writeOp(setting: PlacedSetting): OpOf<'writeKernelFile'> {
  return { ...settingOp(setting), at: 'update' };
}

/** v2 has period and quota in one file, where the period alone would lift the quota. */
function withOldQuota(resources: LinuxResources, { directories }: CgroupPlacement): LinuxResources {
  const { cpu } = resources;
  if (!cpu?.period || cpu.quota) return resources;
  const place = directories.find(
    ({ controllers, version }) => version === 2 && controllers.includes('cpu'),
  );
  if (place === undefined) return resources;
  const quota = Number.parseInt(readTextIfThere(`${place.path}/cpu.max`) ?? '', 10);
  return Number.isNaN(quota) ? resources : { ...resources, cpu: { ...cpu, quota } };
}

function schemata({ container, intelRdt = {} }: UpdateInput): readonly OpOf<'writeKernelFile'>[] {
  const lines = schemataLines(intelRdt);
  if (lines.length === 0) return [];
  // Innermost first: the last is the group itself, and those before it only watch.
  const group = container.record.resctrlGroups.at(-1);
  if (group === undefined) {
    const words = 'cannot set schemata: the container has no resctrl group of its own';
    throw new RuntimeError('container-state', words, {
      hint: 'create it with linux.intelRdt and without closID',
    });
  }
  return [
    {
      op: 'writeKernelFile',
      at: 'update',
      what: `set the schemata of ${group}`,
      path: `${group}/schemata`,
      data: `${lines.join('\n')}\n`,
    },
  ];
}
