import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import {
  cgroupFolder,
  hierarchyRoot,
  isUnified,
  markedCgroups,
  membership,
  removeCgroups,
} from '../support/cgroups.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const controllersOf = (): readonly string[] =>
  [...membership('self').keys()].filter((names) => existsSync(hierarchyRoot(names)));

/** The cgroup of this container in each hierarchy; it is deleted afterwards. */
function placesOf(stage: Stage, wrapper: readonly string[] = []): ReadonlyMap<string, string> {
  succeed('create', stage.create({ wrapper }));
  const places = new Map(
    [...membership(stage.pid)].filter(([names]) => controllersOf().includes(names)),
  );
  succeed('delete', stage.delete());
  return places;
}

/** A shell that enters the cgroup below the root of every hierarchy, and then runs its arguments. */
function from(cgroup: string): readonly string[] {
  const enter = controllersOf().map((names) => {
    const folder = join(hierarchyRoot(names), cgroup);
    mkdirSync(folder, { recursive: true });
    if (names.split(',').includes('cpuset')) {
      for (const file of ['cpuset.cpus', 'cpuset.mems']) {
        spawnSync('sh', ['-c', `cat ${hierarchyRoot(names)}/${file} > ${folder}/${file}`]);
      }
    }
    return `echo $$ > ${folder}/cgroup.procs`;
  });
  return ['sh', '-c', `${enter.join(' && ')} && exec "$@"`, 'sh'];
}

function removeMarked(stage: Stage): void {
  for (const folder of markedCgroups(stage.id)) removeCgroups(folder);
}

onStage(t, 'cgroupsPath is taken to be relative to the cgroups mount point', (t, stage) => {
  for (const [names, path] of placesOf(stage)) t.equal(path, `/${stage.id}`, names);
});

onStage(
  t,
  'the runtime MUST consistently attach to the same place in the cgroups hierarchy given the same value of cgroupsPath',
  (t, stage) => {
    const first = placesOf(stage);
    t.same(placesOf(stage), first, 'from the same cgroup');
    t.same(placesOf(stage, from(`${stage.id}-caller`)), first, 'from another one');
    stage.configure({ linux: { cgroupsPath: `${stage.id}-relative/below` } });
    const relative = placesOf(stage);
    t.same(placesOf(stage), relative, 'a relative path');
    removeMarked(stage);
  },
);

onStage(
  t,
  'The value of cgroupsPath MUST be either an absolute path or a relative path, and an invalid one MUST generate an error',
  (t, stage) => {
    for (const cgroupsPath of [`/${stage.id}`, stage.id]) {
      stage.configure({ linux: { cgroupsPath } });
      succeed('create', stage.create());
      succeed('delete', stage.delete());
    }
    for (const cgroupsPath of ['/', '/..', '.', '/a\0b', 7]) {
      stage.configure({ linux: { cgroupsPath } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, JSON.stringify(cgroupsPath));
      t.match(stderr, /\/linux\/cgroupsPath/);
    }
  },
);

/** The owners of a cgroup and of its files, each once. */
function ownersOf(folder: string): string[] {
  const paths = [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  const owners = paths.map((path) => statSync(path)).map(({ uid, gid }) => `${uid}:${gid}`);
  return [...new Set(owners)];
}

onStage(
  t,
  'cgroup ownership: no cgroup changes its owner, so that no list of files to change can fail',
  (t, stage) => {
    spawnSync('chown', ['-hR', '100000:100000', stage.rootfs]);
    for (const path of [stage.directory, stage.bundle]) spawnSync('chmod', ['755', path]);
    const map = [{ containerID: 0, hostID: 100_000, size: 1000 }];
    const types = ['user', 'pid', 'network', 'ipc', 'uts', 'mount', 'cgroup'];
    stage.configure({
      mounts: [
        { destination: '/proc', type: 'proc', source: 'proc' },
        { destination: '/sys', type: 'sysfs', source: 'sysfs' },
        { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup' },
      ],
      linux: {
        namespaces: types.map((type) => ({ type })),
        uidMappings: map,
        gidMappings: map,
      },
    });
    succeed('create', stage.create());
    t.same(ownersOf(cgroupFolder(stage.pid, 'pids')), ['0:0']);
  },
);

const megabyte = 1 << 20;

/** Fills the cgroup with memory that no process holds and that cannot be reclaimed. */
function charge(t: Test, stage: Stage, folder: string): void {
  const store = stage.path('charged');
  mkdirSync(store);
  spawnSync('mount', ['-t', 'tmpfs', 'charged', store]);
  t.teardown(() => spawnSync('umount', [store]));
  const script = `echo $$ > ${folder}/cgroup.procs && head -c ${8 * megabyte} /dev/zero > ${store}/file`;
  const { status, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

onStage(
  t,
  'checkBeforeUpdate: a new limit that is lower than the current usage MUST be rejected',
  (t, stage) => {
    const controllers = [...membership('self').keys()].find((names) =>
      isUnified() ? names === '' : names.split(',').includes('memory'),
    );
    const folder = join(hierarchyRoot(controllers ?? ''), stage.id);
    mkdirSync(folder);
    charge(t, stage, folder);
    stage.configure({
      linux: { resources: { memory: { limit: megabyte, checkBeforeUpdate: true } } },
    });
    const { code, stderr } = stage.create();
    // In version 1 the kernel rejects it. In version 2 it takes it, and then ends the first process.
    t.equal(code, 1);
    t.match(
      stderr,
      isUnified()
        ? /memory of its cgroup was used up: the limit is/
        : /\/linux\/resources\/memory\/limit/,
    );
    stage.delete('--force');
    spawnSync('umount', [stage.path('charged')]);
    removeMarked(stage);
  },
);

onStage(
  t,
  'The runtime MAY check if the container cgroup is fit for purpose, and MUST generate an error if such a check fails',
  (t, stage) => {
    const folder = join(isUnified() ? '/sys/fs/cgroup' : '/sys/fs/cgroup/pids', stage.id);
    mkdirSync(folder);
    const script = `echo $$ > ${folder}/cgroup.procs && exec "$@"`;
    // The runtime itself is in that cgroup, which is therefore not empty.
    const { code, stderr } = stage.create({ wrapper: ['sh', '-c', script, 'sh'] });
    t.equal(code, 1);
    t.match(stderr, /cgroup/);
    t.ok(existsSync(folder), 'it is not removed');
    removeMarked(stage);
  },
);

onStage(
  t,
  'blockIO: at least one of weight or leafWeight MUST be specified in a given entry',
  (t, stage) => {
    const blockIO = { weightDevice: [{ major: 8, minor: 0 }] };
    stage.configure({ linux: { resources: { blockIO } } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /\/linux\/resources\/blockIO\/weightDevice\/0: needs weight or leafWeight/);
  },
);

onStage(t, 'memBwSchema MUST start with MB: and MUST NOT contain newlines', (t, stage) => {
  for (const memBwSchema of ['L3:0=f', '0=20', 'MB:0=20\nL3:0=f', '']) {
    stage.configure({ linux: { intelRdt: { memBwSchema } } });
    const { code, stderr } = stage.create();
    t.equal(code, 1, JSON.stringify(memBwSchema));
    t.match(stderr, /\/linux\/intelRdt\/memBwSchema/);
  }
});
