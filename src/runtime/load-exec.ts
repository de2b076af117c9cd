import type { CgroupFacts } from '../cgroup/facts.ts';
import type { CgroupDirectory } from '../cgroup/placement.ts';
import type { Fault } from '../errors/fault.ts';
import { invalidDocument } from '../errors/invalid-document.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { checkFields } from '../fields/compile.ts';
import type { FieldContext } from '../fields/field.ts';
import type { EnteredCgroup, LaunchOptions } from '../fields/launch-options.ts';
import { sha256 } from '../host/digest.ts';
import { anticipate } from '../host/files.ts';
import { mark } from '../host/marks.ts';
import { cgroupQuestions } from '../host/probe-cgroups.ts';
import { probeFacts } from '../host/probe-facts.ts';
import { createSlots } from '../plan/slots.ts';
import { checkConfig } from '../spec/check-config.ts';
import type { Spec } from '../spec/config.ts';
import type { Container } from './container.ts';
import { changedProcess, completedProcess, type ProcessChanges } from './exec-process.ts';
import { readDocument } from './read-document.ts';
import type { ContainerRecord } from './record.ts';
import { storePaths } from './store.ts';

export interface ExecRequest {
  /** The process: what the command line says of it, or the file that holds it. */
  readonly process: ProcessChanges | string;
  /** Below each cgroup of the container, by controller; the empty name is for all, the empty path for itself. */
  readonly cgroups: ReadonlyMap<string, string>;
  readonly options: LaunchOptions;
}

/** Tells what will be looked at first, so that whoever has to be asked for it is asked once. */
export function anticipateExec(root: string, id: string): void {
  const paths = storePaths(`${root}/${id}`);
  anticipate(() => [
    ['stat', root],
    ['read', paths.record],
    ['read', paths.config],
    ...cgroupQuestions(),
  ]);
}

/** Puts together what the fields look at, and refuses the process with all its faults at once. */
export function loadExec({ record, paths }: Container, request: ExecRequest): FieldContext {
  anticipate(() => [
    ['realPath', record.rootfs],
    ['stat', record.rootfs],
  ]);
  const config = checkedConfig(paths.config);
  const file = typeof request.process === 'string' ? request.process : undefined;
  const process =
    typeof request.process === 'string'
      ? completedProcess(config.process, readDocument(request.process, missingProcess).value)
      : changedProcess(config.process, request.process);
  const checked = checkConfig({ ...entered(config), process });
  if (!checked.ok) throw invalidProcess(file, checked.faults);
  mark('config.json');
  const facts = probeFacts(record.rootfs);
  mark('host');
  const context = execContext(record, { spec: checked.value, facts, sha256 }, request);
  const faults = checkFields(context);
  mark('rules');
  if (faults.length > 0) throw invalidProcess(file, faults);
  return context;
}

/** What the fields look at; spec: of the process to execute. */
export function execContext(
  { cgroup }: ContainerRecord,
  judged: Pick<FieldContext, 'spec' | 'facts' | 'sha256'>,
  { options, cgroups }: Omit<ExecRequest, 'process'>,
): FieldContext {
  const directories = cgroup.directories.map((path) => directoryAt(path, judged.facts.cgroup));
  return {
    ...judged,
    mode: 'exec',
    options: { ...options, enteredCgroups: below(directories, cgroups) },
    slots: createSlots(),
  };
}

const missingProcess = { ENOENT: 'no such file or directory' } as const;

/** Checked again: the record of another version may hold what this one does not know. */
function checkedConfig(path: string): Spec {
  const checked = checkConfig(readDocument(path, {}).value);
  if (!checked.ok) throw invalidDocument(path, checked.faults);
  return checked.value;
}

/** What of a configuration is about each process, not about the container. */
export function entered({ ociVersion, annotations, linux = {} }: Spec): Spec {
  const keys = [
    'namespaces',
    'uidMappings',
    'gidMappings',
    'seccomp',
    'personality',
    'memoryPolicy',
    'intelRdt',
  ] as const;
  const kept = keys.filter((key) => linux[key] !== undefined).map((key) => [key, linux[key]]);
  return {
    ociVersion,
    ...(annotations !== undefined && { annotations }),
    linux: Object.fromEntries(kept),
  };
}

/** In a file of its own, the process is the whole document. */
function invalidProcess(file: string | undefined, faults: readonly Fault[]): RuntimeError {
  if (file === undefined) return invalidDocument('the process to execute', faults);
  const moved = faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/process(?=\/|$)/, ''),
  }));
  return invalidDocument(file, moved);
}

function directoryAt(path: string, { hierarchies, unified }: CgroupFacts): CgroupDirectory {
  const contains = ({ mountPoint }: { readonly mountPoint: string }): boolean =>
    path.startsWith(`${mountPoint}/`);
  const v1 = hierarchies.find(contains);
  const { controllers, mountPoint } = v1 ?? unified ?? { controllers: [], mountPoint: '' };
  return { path, controllers, mountPoint, version: v1 === undefined ? 2 : 1 };
}

function below(
  directories: readonly CgroupDirectory[],
  paths: ReadonlyMap<string, string>,
): readonly EnteredCgroup[] {
  const known = new Set(['', ...directories.flatMap(({ controllers }) => controllers)]);
  const unknown = [...paths.keys()].find((controller) => !known.has(controller));
  if (unknown !== undefined) {
    throw new RuntimeError(
      'usage',
      `--cgroup names the unknown controller ${JSON.stringify(unknown)}: no hierarchy here has it`,
    );
  }
  return directories.map((directory) => {
    const own = directory.controllers.find((controller) => paths.has(controller)) ?? '';
    const path = paths.get(own);
    return path === undefined || path === ''
      ? { ...directory, chosen: false }
      : { ...directory, path: `${directory.path}/${path}`, chosen: true };
  });
}
