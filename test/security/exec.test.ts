/** Attacks on what enters a container, and by what enters it. */
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { makeCanary } from '../support/canary.ts';
import { statusField } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import type { CallOptions, Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping: Json = { process: { args: ['sleep', '1000'] } };

function exec(stage: Stage, words: readonly string[], options: CallOptions = {}): Outcome {
  const argv = [stage.runtime, '--root', stage.root, 'exec', '--detach', ...words];
  return stage.callDetached(argv, options);
}

function running(stage: Stage, patch: Json = sleeping): void {
  stage.configure(patch);
  succeed('create', stage.create());
  succeed('start', stage.start());
}

/** What a script in the container prints once it has come to its end. */
function says(
  stage: Stage,
  flags: readonly string[],
  script: string,
  options: CallOptions = {},
): string {
  writeFileSync(stage.streams.stdout, '');
  const words = [...flags, stage.id, 'sh', '-c', `${script}; echo end-of-output`];
  succeed('exec', exec(stage, words, options));
  if (!eventually(() => stage.output().includes('end-of-output'))) {
    throw new Error(`${script} said only ${stage.output()}`);
  }
  return stage.output();
}

onStage(
  t,
  'CVE-2016-9962: who enters cannot be reached from the container before it executes',
  (t, stage) => {
    // The name of a process can be read by all; what it holds open only by who may trace it.
    const spy = `while :; do for p in /proc/[0-9]*; do
      read -r name < $p/comm || continue
      test "$name" = pelagos || continue
      held=$(ls -l $p/fd $p/exe) && case "$held" in
        *socket:*|*memfd:*) echo "reached $held" >> /tmp/reached ;;
      esac
      echo seen >> /tmp/seen
    done; done 2>/dev/null`;
    running(stage, { process: { args: ['sh', '-c', spy] } });
    const read = (name: string) => {
      try {
        return readFileSync(join(stage.rootfs, 'tmp', name), 'utf8');
      } catch {
        return '';
      }
    };
    for (let count = 0; count < 200 && read('seen').length < 25; count++) {
      succeed('exec', exec(stage, [stage.id, 'true']));
    }
    t.match(read('seen'), /seen/, 'control: processes were seen as they entered');
    t.equal(read('reached'), '');
  },
);

onStage(t, 'CVE-2024-21626: the working directory is a descriptor of the host', (t, stage) => {
  const canary = makeCanary(stage.directory);
  running(stage);
  const fd = openSync(canary.directory, 'r');
  t.teardown(() => closeSync(fd));
  const extra = new Array<number>(7).fill(fd);
  let refusals = 0;
  for (let number = 3; number <= 24; number++) {
    const script = 'cat secret; pwd';
    const words = ['--cwd', `/proc/self/fd/${number}`, stage.id, 'sh', '-c', script];
    const { code, stderr } = exec(stage, words, { extra });
    refusals += code === 255 && stderr.includes('/process/cwd') ? 1 : 0;
  }
  // What enters holds the root of the container open, which is no other place than "/".
  const ran = 22 - refusals;
  t.ok(refusals >= 21, `${refusals} of 22 are refused`);
  t.ok(
    eventually(() => stage.output() === '/\n'.repeat(ran)),
    stage.output(),
  );
  t.notOk(stage.output().includes(canary.secret));
});

for (const uid of [0, 1000]) {
  const title = `CVE-2022-29162: exec --cap makes nothing inheritable, for uid ${uid}`;
  onStage(t, title, (t, stage) => {
    running(stage, { process: { args: ['sleep', '1000'], capabilities: { bounding: [] } } });
    const wrapper = ['setpriv', '--inh-caps=+net_raw,+kill', '--ambient-caps=+net_raw,+kill'];
    const flags = ['--cap', 'CAP_NET_RAW', '-c', 'CAP_CHOWN', '-u', `${uid}:${uid}`];
    const text = says(stage, flags, 'cat /proc/self/status', { wrapper });
    const set = (name: string) => Number.parseInt(statusField(text, name), 16);
    t.equal(set('CapInh'), 0);
    t.equal(set('CapAmb'), 0);
    t.equal(set('CapBnd'), 0x2001);
    t.equal(set('CapEff'), uid === 0 ? 0x2001 : 0);
    t.equal(set('CapPrm'), uid === 0 ? 0x2001 : 0);
  });
}

onStage(t, 'CVE-2026-30892: --user is the very user that it names, or is refused', (t, stage) => {
  writeFileSync(join(stage.rootfs, 'etc/passwd'), '4294967296:x:0:0::/:/bin/sh\n');
  running(stage, { process: { args: ['sleep', '1000'], user: { uid: 9, gid: 9 } } });
  const accepted = { '1': '1 9', '2:3': '2 3', '0:0': '0 0', '2147483647': '2147483647 9' };
  for (const [user, ids] of Object.entries(accepted)) {
    t.match(says(stage, ['-u', user], 'echo ids $(id -u) $(id -g)'), `ids ${ids}\n`, user);
  }
  writeFileSync(stage.streams.stdout, '');
  const forms = ['', '01', '+1', ' 1', '-1', '2147483648', '4294967295', '4294967296', '1e3'];
  for (const user of [...forms, '0x1', '1:', ':1', '1:2:3', 'root', 'root:root', '1:4294967296']) {
    const { code, stderr } = exec(stage, [`--user=${user}`, stage.id, 'id']);
    t.equal(code, 255, JSON.stringify(user));
    t.match(stderr, /--user is ".*"; wanted UID or UID:GID/);
  }
  t.equal(stage.output(), '', 'nothing ran');
});
