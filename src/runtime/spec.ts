import { RuntimeError } from '../errors/runtime-error.ts';
import { kindOf } from '../host/files.ts';
import { probeCgroups } from '../host/probe-cgroups.ts';
import type { Plan, Report } from '../plan/plan.ts';
import type { Spec } from '../spec/config.ts';
import { defaultSpec, rootlessSpec } from './default-spec.ts';
import { temporaryPath } from './store.ts';

export interface SpecInput {
  /** Absolute: the file to write. */
  readonly path: string;
  readonly rootless: boolean;
  /** Whether the host has cgroup v2 alone; found out unless told. */
  readonly unified?: boolean;
  readonly ids: { readonly uid: number; readonly gid: number };
  readonly report: Report;
}

/** The plan of `spec`: write a config.json to begin with, tab-indented, and never over another one. */
export function planSpec({ path, rootless, unified, ids, report }: SpecInput): Plan {
  const directory = path.slice(0, path.lastIndexOf('/')) || '/';
  if (kindOf(directory) !== 'directory') {
    throw new RuntimeError('usage', `cannot write ${path}: ${directory} is no directory`, {
      hint: 'make it, or name another one with --bundle',
    });
  }
  if (kindOf(path) !== 'missing') {
    throw new RuntimeError('usage', `file ${path} exists`, { hint: 'remove it first' });
  }
  const whole = rootless ? rootlessSpec(ids) : defaultSpec();
  const spec = (unified ?? probeCgroups().mode === 'v2') ? whole : withoutCgroupNamespace(whole);
  return {
    report,
    slots: [],
    steps: [
      {
        op: 'writeFile',
        at: 'spec',
        what: `write ${path}`,
        path,
        temporary: temporaryPath(path, 'new'),
        content: `${JSON.stringify(spec, null, '\t')}\n`,
        mode: 0o666,
      },
    ],
  };
}

/** With cgroup v1 runc writes none, and whoever wants one adds it to what is there. */
function withoutCgroupNamespace(spec: Spec): Spec {
  const { namespaces = [], ...rest } = spec.linux ?? {};
  const others = namespaces.filter(({ type }) => type !== 'cgroup');
  return { ...spec, linux: { ...rest, namespaces: others } };
}
