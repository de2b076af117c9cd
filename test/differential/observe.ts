import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupFolder, membership } from '../support/cgroups.ts';
import { giveRootfsTo } from '../support/inside.ts';
import { isObject, type Json } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { namespaceOf, readOr } from '../support/processes.ts';
import { type Stage, succeed } from '../support/stage.ts';
import { surveyed, type Trial } from './configurations.ts';

/** What can be seen of a container from inside and outside, by name. */
export type Observation = ReadonlyMap<string, string>;

/** The cgroup files in which limits show, by controller (version 1). */
const limitFiles: Readonly<Record<string, readonly string[]>> = {
  memory: [
    'memory.limit_in_bytes',
    'memory.memsw.limit_in_bytes',
    'memory.soft_limit_in_bytes',
    'memory.swappiness',
  ],
  cpu: ['cpu.shares', 'cpu.cfs_quota_us', 'cpu.cfs_period_us'],
  cpuset: ['cpuset.cpus', 'cpuset.mems'],
  pids: ['pids.max'],
  devices: ['devices.list'],
  freezer: ['freezer.state'],
};

/** Takes a container with the trial's configuration through its life, and writes down all it sees. */
export function observe(stage: Stage, trial: Trial): Observation {
  prepare(stage, trial);
  const created = stage.create();
  if (created.code !== 0) return new Map([['why', created.stderr.trim()]]);
  const seen = new Map<string, string>();
  observeOutside(stage, seen);
  succeed('start', stage.start());
  seen.set('ended', String(stage.ended()));
  observeState(stage, 'stopped', seen);
  seen.set('delete', stage.delete().code === 0 ? 'succeeds' : 'fails');
  observeInside(stage, stage.output(), seen);
  return seen;
}

/** Writes the trial's configuration, and what it names. */
export function prepare(stage: Stage, { patch, mappedRoot }: Trial): void {
  stage.configure(patch);
  const path = join(stage.bundle, 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  config.process.args = ['/bin/survey', ...surveyed];
  // The source of a bind mount is below the bundle, and named from there.
  for (const mount of config.mounts) {
    if (mount.type === 'bind') mount.source = join(stage.directory, mount.source);
  }
  writeFileSync(path, JSON.stringify(config));
  mkdirSync(stage.path('folder'), { recursive: true });
  writeFileSync(stage.path('folder/inside'), 'folder');
  writeFileSync(stage.path('file'), 'file');
  writeFileSync(join(stage.rootfs, 'secret'), 'secret');
  copyFileSync(nativeProgram('survey'), join(stage.rootfs, 'bin/survey'));
  chmodSync(join(stage.rootfs, 'bin/survey'), 0o755);
  if (mappedRoot !== 0) giveRootfsTo(stage, mappedRoot);
}

function observeOutside(stage: Stage, seen: Map<string, string>): void {
  observeState(stage, 'created', seen);
  seen.set('pid-file', String(Number(readOr(stage.pidFile)) === stage.pid));
  for (const [controllers, path] of membership(stage.pid)) {
    seen.set(`cgroup.${controllers}`, path.replaceAll(stage.id, '$ID'));
  }
  for (const [controller, files] of Object.entries(limitFiles)) {
    const folder = cgroupFolder(stage.pid, controller);
    for (const file of files)
      seen.set(file, readOr(join(folder, file), 'missing').trim().split('\n').sort().join('|'));
  }
}

function observeState(stage: Stage, when: string, seen: Map<string, string>): void {
  const { code, stdout } = stage.state();
  seen.set(`state.${when}.code`, String(code));
  if (code !== 0) return;
  const state = JSON.parse(stdout);
  for (const key of ['ociVersion', 'id', 'status', 'bundle', 'annotations']) {
    seen.set(`state.${when}.${key}`, withoutStage(stage, sorted(state[key] ?? null)));
  }
  seen.set(
    `state.${when}.pid`,
    when === 'stopped' ? String(state.pid ?? 0) : String(state.pid === stage.pid),
  );
}

/** JSON with the members of an object in their order. */
function sorted(value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort()));
}

/** Numbers that say nothing of the container: they are of the moment or of the kernel. */
const ofTheMoment =
  /^status\.(Name|Vm|Rss|Hugetlb|Pid|PPid|NS|Tgid|Ngid|FDSize|.*ctxt_switches|Threads|Sig[QP]|Shd|State|x86|Speculation|Seccomp_filters|Core|untag|Thp)|^status\.THP|^net/i;

function observeInside(stage: Stage, output: string, seen: Map<string, string>): void {
  for (const line of output.trimEnd().split('\n')) {
    const tab = line.indexOf('\t');
    const key = line.slice(0, tab);
    const value = withoutStage(stage, line.slice(tab + 1));
    if (key === 'mountinfo') observeMount(value, seen);
    else if (key.startsWith('ns.'))
      seen.set(key, value === `${namespaceOf('self', key.slice(3))}` ? 'of the host' : 'its own');
    else if (!ofTheMoment.test(key)) seen.set(`inside.${key}`, value);
  }
}

/** A line of mountinfo by its mount point, without the numbers of the moment. */
function observeMount(line: string, seen: Map<string, string>): void {
  const [left = '', right = ''] = line.split(' - ');
  const [, , , root = '', point = '', options = '', ...tags] = left.split(' ');
  const [type = '', source = '', superOptions = ''] = right.split(' ');
  let key = `mount.${point}`;
  while (seen.has(key)) key += '+';
  const tagged = tags.map((tag) => tag.replace(/:\d+/, ''));
  seen.set(key, [root, options, type, source, superOptions, ...tagged].join(' '));
}

function withoutStage(stage: Stage, text: string): string {
  return text.replaceAll(stage.directory, '$STAGE').replaceAll(stage.id, '$ID');
}
