import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { cgroupFolder, membership } from '../support/cgroups.ts';
import { addProbe, statusField } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { readOr } from '../support/processes.ts';
import type { CallOptions, Outcome } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping: Json = { process: { args: ['sleep', '1000'] } };

function running(stage: Stage, patch: Json = sleeping): void {
  stage.configure(patch);
  succeed('create', stage.create());
  succeed('start', stage.start());
}

function exec(stage: Stage, words: readonly string[], options: CallOptions = {}): Outcome {
  return stage.run(['exec', ...words], options);
}

/** What a command in the container says of itself. */
function said(stage: Stage, flags: readonly string[], ...command: readonly string[]): string {
  return succeed('exec', exec(stage, [...flags, stage.id, ...command])).stdout;
}

const status = ['cat', '/proc/self/status'];

onStage(t, 'exec --cap adds a capability that is not inheritable, and no other', (t, stage) => {
  const caps = { bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] };
  running(stage, { process: { args: ['sleep', '1000'], capabilities: caps } });
  const text = said(stage, ['--cap', 'CAP_CHOWN', '-c', 'CAP_KILL'], ...status);
  for (const set of ['CapEff', 'CapPrm', 'CapBnd']) {
    t.equal(statusField(text, set), '0000000000000021', set);
  }
  for (const set of ['CapInh', 'CapAmb']) t.equal(statusField(text, set), '0000000000000000', set);
  t.match(exec(stage, ['--cap', 'CAP_NONE', stage.id, 'true']), { code: 255, stderr: /CAP_NONE/ });
});

onStage(t, 'exec --no-new-privs is for that process alone', (t, stage) => {
  running(stage);
  t.equal(statusField(said(stage, ['--no-new-privs'], ...status), 'NoNewPrivs'), '1');
  t.equal(statusField(said(stage, [], ...status), 'NoNewPrivs'), '0');
});

onStage(t, 'exec --user takes numbers only', (t, stage) => {
  running(stage);
  t.equal(said(stage, ['--user', '5'], 'id', '-u'), '5\n');
  t.equal(said(stage, ['--user', '5:6'], 'id', '-g'), '6\n');
  for (const user of ['root', '5:wheel', '4294967296', '-1', '5:6:7', '']) {
    const { code, stderr } = exec(stage, ['--user', user, stage.id, 'true']);
    t.equal(code, 255, user);
    t.match(stderr, /--user is .*; wanted UID or UID:GID in numbers/);
  }
});

onStage(
  t,
  'exec --apparmor and --process-label are refused where nothing would confine',
  (t, stage) => {
    running(stage);
    const profile = exec(stage, ['--apparmor', 'no-such-profile', stage.id, 'true']);
    t.equal(profile.code, 255);
    t.match(profile.stderr, /apparmor/i);
    const { code, stderr } = exec(stage, ['--process-label', 'a:b:c:s0', stage.id, 'true']);
    t.equal(code, 255);
    t.match(stderr, /\/process\/selinuxLabel: /);
  },
);

onStage(t, 'exec --ignore-paused enters a paused container, and waits for resume', (t, stage) => {
  running(stage);
  succeed('pause', stage.run(['pause', stage.id]));
  const argv = [stage.runtime, '--root', stage.root, 'exec'];
  const words = ['--ignore-paused', stage.id, 'echo', 'resumed'];
  const entering = background([...argv, ...words], stage.path('entering'));
  try {
    t.notOk(entering.ended(500), 'it waits');
    t.equal(entering.output(), '');
    succeed('resume', stage.run(['resume', stage.id]));
    entering.says('resumed');
    t.ok(entering.ended());
  } finally {
    entering.stop();
  }
});

onStage(t, 'exec --preserve-fds passes on so many descriptors, and no other', (t, stage) => {
  addProbe(stage);
  running(stage);
  const file = stage.path('given');
  writeFileSync(file, 'given');
  const extra = [openSync(file, 'r'), openSync(file, 'r'), openSync(file, 'r')];
  const call = (count: number) =>
    exec(stage, ['--preserve-fds', `${count}`, stage.id, 'probe', 'fds'], { extra });
  t.equal(call(0).stdout, '0 1 2 \n');
  t.equal(call(2).stdout, '0 1 2 3 4 \n');
  const missing = call(4);
  t.equal(missing.code, 255);
  t.match(missing.stderr, /descriptor 6 was not open when pelagos was started/);
  for (const fd of extra) closeSync(fd);
});

onStage(
  t,
  'exec passes on activated sockets, and LISTEN_PID is the pid of the program',
  (t, stage) => {
    addProbe(stage);
    running(stage);
    const fd = openSync('/dev/null', 'r');
    const script = 'probe fds; echo $LISTEN_FDS $LISTEN_FDNAMES; test $LISTEN_PID = $$ && echo own';
    const wrapper = ['sh', '-c', 'LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=web exec "$@"', 'sh'];
    const { stdout } = exec(stage, [stage.id, 'sh', '-c', script], { extra: [fd], wrapper });
    t.equal(stdout, '0 1 2 3 \n1 web\nown\n');
    const env = { LISTEN_PID: '1', LISTEN_FDS: '1' };
    const foreign = exec(stage, [stage.id, 'sh', '-c', 'probe fds; env'], { extra: [fd], env });
    t.match(foreign.stdout, /^0 1 2 \n/, 'control: meant for another process');
    t.notMatch(foreign.stdout, /LISTEN/);
    closeSync(fd);
  },
);

onStage(t, 'exec takes a process file with every field of a process', (t, stage) => {
  running(stage);
  const sets = ['bounding', 'effective', 'permitted'];
  const file = stage.path('process.json');
  const script = 'pwd; umask; ulimit -n; cat /proc/self/oom_score_adj; cat /proc/self/status';
  const process: Json = {
    terminal: false,
    user: { uid: 1, gid: 2, umask: 0o27, additionalGids: [3] },
    args: ['sh', '-c', script],
    env: ['PATH=/bin'],
    cwd: '/tmp',
    capabilities: Object.fromEntries(sets.map((set) => [set, ['CAP_KILL']])),
    rlimits: [{ type: 'RLIMIT_NOFILE', soft: 50, hard: 60 }],
    noNewPrivileges: true,
    oomScoreAdj: 77,
    scheduler: { policy: 'SCHED_BATCH', nice: 3 },
    ioPriority: { class: 'IOPRIO_CLASS_IDLE', priority: 0 },
  };
  writeFileSync(file, JSON.stringify(process));
  const { stdout } = succeed('exec', exec(stage, ['-p', file, stage.id]));
  t.match(stdout, /^\/tmp\n0027\n50\n77\n/);
  t.equal(statusField(stdout, 'Uid'), '1\t1\t1\t1');
  t.equal(statusField(stdout, 'Groups'), '3');
  t.equal(statusField(stdout, 'CapBnd'), '0000000000000020');
  t.equal(statusField(stdout, 'NoNewPrivs'), '1');
});

onStage(
  t,
  'exec --cgroup runs the process in a cgroup below, of all or of some controllers',
  (t, stage) => {
    running(stage);
    const memory = join(cgroupFolder(stage.pid, 'memory'), 'below');
    const pids = join(cgroupFolder(stage.pid, 'pids'), 'below');
    mkdirSync(memory);
    const of = (flags: readonly string[]) => said(stage, flags, 'cat', '/proc/self/cgroup');
    const text = of(['--cgroup', 'memory:below']);
    t.match(text, new RegExp(`:memory:/${stage.id}/below\\n`));
    t.match(text, new RegExp(`:pids:/${stage.id}\\n`), 'the others are those of the container');
    if (memory !== pids) {
      mkdirSync(pids);
      const both = of(['--cgroup', 'memory:below', '--cgroup', 'pids:/below']);
      t.match(both, new RegExp(`:memory:/${stage.id}/below\\n`));
      t.match(both, new RegExp(`:pids:/${stage.id}/below\\n`));
    }
    const { code, stderr } = exec(stage, ['--cgroup', 'nonsense:below', stage.id, 'true']);
    t.equal(code, 255);
    t.match(stderr, /--cgroup names the unknown controller "nonsense"/);
  },
);

onStage(
  t,
  'exec goes where init is when the unified cgroup of the container is gone',
  (t, stage) => {
    running(stage);
    const own = cgroupFolder(stage.pid, '');
    const moved = `${own}-moved`;
    const place = () => membership(stage.pid).get('') ?? '';
    mkdirSync(moved);
    for (const pid of readFileSync(`${own}/cgroup.procs`, 'utf8').trim().split('\n')) {
      writeFileSync(`${moved}/cgroup.procs`, pid);
    }
    rmdirSync(own);
    try {
      t.match(said(stage, [], 'cat', '/proc/self/cgroup'), `0::${place()}\n`);
      t.ok(place().endsWith('-moved'));
    } finally {
      stage.delete('--force');
      t.ok(eventually(() => readOr(`${moved}/cgroup.procs`) === ''));
      rmdirSync(moved);
    }
  },
);

onStage(
  t,
  'exec in a container made with --no-new-keyring keeps the keyring of the caller',
  (t, stage) => {
    addProbe(stage);
    const serial = (text: string) => text.split(' ')[0];
    const one = (flags: readonly string[]) => {
      stage.configure(sleeping);
      succeed('create', stage.create({ flags }));
      const texts = [1, 2].map(() => serial(said(stage, [], 'probe', 'keyring')));
      succeed('delete', stage.delete('--force'));
      return texts;
    };
    const [first, second] = one([]);
    t.not(first, second, 'control: each has one of its own');
    const [kept, again] = one(['--no-new-keyring']);
    t.equal(kept, again);
  },
);

onStage(t, 'a created container can be entered with all that its process file says', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  t.equal(said(stage, ['--cwd', '/tmp', '-e', 'A=1'], 'sh', '-c', 'pwd; echo $A'), '/tmp\n1\n');
  t.equal(stage.status(), 'created');
  t.ok(existsSync(join(stage.root, stage.id, 'exec.fifo')), 'which still waits for its start');
});
