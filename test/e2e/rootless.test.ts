/** Ordinary users whose subordinate ids newuidmap(1) and newgidmap(1) map. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { commandPath } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const user = 12345;
const firstId = 700_000;

const asUser = [
  'setpriv',
  `--reuid=${user}`,
  `--regid=${user}`,
  '--clear-groups',
  '--inh-caps=-all',
  '--',
];

/**
 * A wrapper in which the user has subordinate ids: files of the test lie over those of the machine,
 * in a mount namespace of its own.
 */
function withSubordinateIds(stage: Stage, ids: string): readonly string[] {
  const passwd = `${readFileSync('/etc/passwd', 'utf8')}tester:x:${user}:${user}::/:/bin/sh\n`;
  const files = { subuid: ids, subgid: ids, passwd };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(stage.path(name), content, { mode: 0o644 });
  }
  const over = Object.keys(files).map((name) => `mount --bind "$0/${name}" /etc/${name}`);
  const script = `${over.join(' && ')} && exec "$@"`;
  return ['unshare', '-m', 'sh', '-c', script, stage.directory, ...asUser];
}

/** A container with a whole range of ids, in folders that the user and the range can enter. */
function prepare(stage: Stage, size: number): void {
  const mappings = [
    { containerID: 0, hostID: user, size: 1 },
    { containerID: 1, hostID: firstId, size },
  ];
  const namespaces = ['user', 'pid', 'ipc', 'uts', 'mount', 'network'].map((type) => ({ type }));
  const script =
    'cat /proc/self/uid_map /proc/self/gid_map | tr -s " "; id -u; touch /tmp/x && chown 5:6 /tmp/x && stat -c %u:%g /tmp/x';
  const sets = ['bounding', 'effective', 'permitted'].map((set) => [set, ['CAP_CHOWN']]);
  stage.configure({
    process: { args: ['sh', '-c', script], capabilities: Object.fromEntries(sets) },
    linux: { cgroupsPath: null, namespaces, uidMappings: mappings, gidMappings: mappings },
  });
  spawnSync('chown', ['-hR', `${user}:${user}`, stage.directory]);
  chmodSync(stage.directory, 0o755);
}

onStage(t, 'an ordinary user gets the ids that newuidmap and newgidmap give', (t, stage) => {
  commandPath('newuidmap', 'install uidmap');
  prepare(stage, 65_536);
  const wrapper = withSubordinateIds(stage, `tester:${firstId}:65536\n`);
  succeed('create', stage.create({ wrapper }));
  succeed('start', stage.start({ wrapper: asUser }));
  t.ok(stage.ended());
  const map = ` 0 ${user} 1\n 1 ${firstId} 65536\n`;
  t.equal(stage.output(), `${map}${map}0\n5:6\n`);
  succeed('delete', stage.run(['delete', stage.id], { wrapper: asUser }));
});

onStage(t, 'ids that the user was not given are refused by name', (t, stage) => {
  prepare(stage, 65_536);
  for (const ids of ['', `tester:${firstId}:100\n`]) {
    const { code, stderr } = stage.create({ wrapper: withSubordinateIds(stage, ids) });
    t.equal(code, 1);
    t.match(stderr, /newuidmap.*uidMappings/);
  }
});
