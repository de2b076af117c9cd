import { isManaged } from '../cgroup/systemd/place.ts';
import type { Fault } from '../errors/fault.ts';
import { invalidDocument } from '../errors/invalid-document.ts';
import type { RuntimeError } from '../errors/runtime-error.ts';
import { checkFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import type { LaunchOptions, LogLevel } from '../fields/launch-options.ts';
import { startsUnit } from '../fields/linux/cgroups-path/unit.ts';
import { containerCgroup } from '../fields/linux/cgroups-path.ts';
import { sha256 } from '../host/digest.ts';
import { anticipate, kindOf } from '../host/files.ts';
import { mark } from '../host/marks.ts';
import { cgroupQuestions } from '../host/probe-cgroups.ts';
import { probeFacts } from '../host/probe-facts.ts';
import { absolutePath } from '../lib/absolute-path.ts';
import { createSlots } from '../plan/slots.ts';
import { checkConfig } from '../spec/check-config.ts';
import type { Spec } from '../spec/config.ts';
import { readDocument } from './read-document.ts';

export type { LaunchOptions, LogLevel };

export interface Bundle {
  readonly context: FieldContext;
  /** The text of config.json. */
  readonly config: string;
}

/** Tells what will be looked at first, so that whoever has to be asked for it is asked once. */
export function anticipateBundle(root: string, options: LaunchOptions): void {
  anticipate(() => [['stat', root], ['read', configPath(options)], ...cgroupQuestions()]);
}

/** Reads config.json and the host, and refuses the bundle with all its faults at once. */
export function loadBundle(options: LaunchOptions): Bundle {
  const path = configPath(options);
  const { spec, text } = readConfig(path);
  mark('config.json');
  const rootPath = absolutePath(options.bundle, spec.root?.path ?? '');
  anticipate(() => [
    ['realPath', rootPath],
    ['stat', rootPath],
  ]);
  const facts = probeFacts(rootPath);
  const slots = createSlots();
  const probed: FieldContext = { mode: 'create', spec, facts, options, slots, sha256 };
  const context = { ...probed, facts: { ...facts, foundCgroups: foundCgroups(probed) } };
  mark('host');
  const faults = checkFields(context);
  mark('rules');
  if (faults.length > 0) throw invalidConfiguration(path, faults);
  return { context, config: text };
}

/** Begins as runc does. */
function invalidConfiguration(path: string, faults: readonly Fault[]): RuntimeError {
  return invalidDocument(path, faults, 'invalid configuration: ');
}

function configPath({ config, bundle }: LaunchOptions): string {
  return config ?? `${bundle}/config.json`;
}

/** What is there before the container is made is not removed with it. */
function foundCgroups(context: FieldContext): readonly string[] {
  const { directories } = containerCgroup(context);
  // What systemd makes is of this container alone, whatever is there until it begins.
  const made = startsUnit(context) ? directories.filter((one) => !isManaged(one)) : directories;
  const paths = made.map(({ path }) => path);
  anticipate(() => paths.map((path) => ['stat', path]));
  return paths.filter((path) => kindOf(path) !== 'missing');
}

function readConfig(path: string): { readonly spec: Spec; readonly text: string } {
  const { text, value } = readDocument(path, reasons);
  const checked = checkConfig(value);
  if (!checked.ok) throw invalidConfiguration(path, checked.faults);
  return { spec: checked.value, text };
}

const reasons = {
  ENOENT: 'no such file or directory; name the bundle with --bundle, or make one with pelagos spec',
  ENOTDIR: 'the bundle is not a directory',
} as const;
