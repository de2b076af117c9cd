import { resctrlStats } from '../cgroup/resctrl-stats.ts';
import { listDirectory, readTextIfThere } from '../host/files.ts';
import type { JsonValue } from '../lib/json-text.ts';
import type { Spec } from '../spec/config.ts';
import type { Container } from './container.ts';

const ROOT = '/sys/fs/resctrl';

/** Cache and memory bandwidth of a container that has `linux.intelRdt`; nothing of others. */
export function intelRdtStats({ record, paths }: Container): JsonValue {
  if (readTextIfThere(`${ROOT}/schemata`) === undefined) return {};
  const config = JSON.parse(readTextIfThere(paths.config) ?? '{}') as Spec;
  const rdt = config.linux?.intelRdt;
  if (rdt === undefined) return {};
  const name = rdt.closID ?? record.id;
  const group = name === '/' ? ROOT : `${ROOT}/${name}`;
  const monitor = rdt.enableMonitoring === true ? `${group}/mon_groups/${record.id}` : undefined;
  return resctrlStats({
    root: ROOT,
    group,
    monitor,
    readFile: readTextIfThere,
    list: listDirectory,
  });
}
