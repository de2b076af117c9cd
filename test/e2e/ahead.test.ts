/** The verbs on a container run from the plans that create has stored, and ask the planner where these do not serve. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { checksum } from '../support/checksum.ts';
import { CopiedInstall } from '../support/copied-install.ts';
import { pelagosPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** A test on a container that the built program has created, and a copy of the program for the rest. */
function onCreated(
  title: string,
  play: (t: Test, stage: Stage, copy: CopiedInstall, run: Run) => void | Promise<void>,
): void {
  onStage(t, title, async (t, stage) => {
    const copy = new CopiedInstall(stage.path('copy'));
    stage.configure({ process: { args: ['sleep', '1000'] } });
    succeed('create', stage.create());
    const run: Run = (...words) => call([copy.runtime, '--root', stage.root, ...words]);
    await play(t, stage, copy, run);
  });
}
type Run = (...words: readonly string[]) => ReturnType<typeof call>;

const plansOf = (stage: Stage): string => join(stage.root, stage.id, 'plans');
const statusIn = (text: string): string => (JSON.parse(text) as { status: string }).status;

onCreated('all verbs work when nothing can be planned any more', (t, stage, copy, run) => {
  copy.removePlanner();
  t.equal(statusIn(succeed('state', run('state', stage.id)).stdout), 'created');
  succeed('kill', run('kill', stage.id, '0'));
  succeed('start', run('start', stage.id));
  t.equal(statusIn(succeed('state', run('state', stage.id)).stdout), 'running');
  t.match(run('start', stage.id).stderr, 'cannot start an already running container');
  t.match(run('delete', stage.id).stderr, /that is not stopped: running; kill it first/);
  succeed('kill', run('kill', stage.id, 'KILL'));
  t.ok(stage.ended());
  t.equal(statusIn(succeed('state', run('state', stage.id)).stdout), 'stopped');
  t.match(run('kill', stage.id), { code: 1, stderr: 'container not running\n' });
  t.match(run('start', stage.id).stderr, 'cannot start a container that has stopped');
  succeed('delete', run('delete', stage.id));
  t.notOk(existsSync(join(stage.root, stage.id)));
  t.match(run('state', stage.id).stderr, /^cannot start the planner/, 'and it was truly not there');
});

onCreated('delete --force ends what runs, without a planner', (t, stage, copy, run) => {
  copy.removePlanner();
  succeed('start', run('start', stage.id));
  succeed('delete', run('delete', '--force', stage.id));
  t.ok(stage.ended());
});

onCreated(
  'what is printed and logged is what the planner would have planned',
  (t, stage, copy, run) => {
    const plans = plansOf(stage);
    const log = stage.path('log');
    const globals = ['--log', log, '--log-format', 'json'];
    const outcomes = () => {
      writeFileSync(log, '');
      const lines = [
        ['state', stage.id],
        [...globals, 'state', stage.id],
        [...globals, 'delete', stage.id],
        [...globals, 'start', stage.id],
      ];
      const told = lines.map((words) => {
        const { code, stdout, stderr } = run(...words);
        return { code, stdout, stderr };
      });
      return [...told, readFileSync(log, 'utf8').replaceAll(/"time":"[^"]+"/g, '')];
    };
    succeed('start', run('start', stage.id));
    const before = copy.asked;
    const stored = outcomes();
    t.equal(copy.asked, before);
    renameSync(plans, `${plans}.away`);
    const fresh = outcomes();
    t.equal(copy.asked, before + 4);
    t.same(stored, fresh);
  },
);

/** Each way in which a file of plans does not serve. */
const unfit: Readonly<Record<string, (plans: string) => void>> = {
  missing: (plans) => rmSync(plans),
  empty: (plans) => truncateSync(plans, 0),
  torn: (plans) => truncateSync(plans, statSync(plans).size - 1),
  'longer than it was': (plans) => appendFileSync(plans, 'x'),
  'of zeros': (plans) => writeFileSync(plans, new Uint8Array(statSync(plans).size)),
  changed: (plans) => {
    const bytes = readFileSync(plans);
    const middle = bytes.length >> 1;
    bytes.writeUInt8((bytes[middle] ?? 0) ^ 1, middle);
    writeFileSync(plans, bytes);
  },
  'of another stamp': (plans) => rewrite(plans, (content) => content.fill(0xff, 4, 8)),
  'of another version': (plans) => rewrite(plans, (content) => content.fill(0x39, 12, 13)),
  'too large': (plans) => writeFileSync(plans, new Uint8Array(1 << 20)),
  'writable by others': (plans) => chmodSync(plans, 0o622),
  'of another user': (plans) => chownSync(plans, 1000, 1000),
  'a link': (plans) => {
    renameSync(plans, `${plans}.away`);
    symlinkSync(`${plans}.away`, plans);
  },
};

/** Changes the content and mends the checksum before it. */
function rewrite(plans: string, change: (content: Buffer) => void): void {
  const bytes = readFileSync(plans);
  const content = bytes.subarray(8);
  change(content);
  bytes.writeBigUInt64LE(checksum(content), 0);
  writeFileSync(plans, bytes);
}

onCreated(
  'a file of plans that does not fit is passed over, and the planner is asked',
  (t, stage, copy, run) => {
    const plans = plansOf(stage);
    const saved = stage.path('saved');
    cpSync(plans, saved);
    for (const [how, spoil] of Object.entries(unfit)) {
      rmSync(plans, { force: true });
      cpSync(saved, plans);
      chmodSync(plans, 0o600);
      const before = copy.asked;
      succeed('state', run('state', stage.id));
      t.equal(copy.asked, before, `it serves before it is ${how}`);
      spoil(plans);
      t.equal(statusIn(succeed('state', run('state', stage.id)).stdout), 'created', how);
      t.equal(copy.asked, before + 1, `but not ${how}`);
      rmSync(`${plans}.away`, { force: true });
    }
  },
);

onCreated('plans are for the path they were made for', (t, stage, copy, run) => {
  const other = stage.path('other');
  symlinkSync(stage.root, other);
  const spellings: readonly (readonly [string, number])[] = [
    [stage.root, 0],
    [`${stage.root}//`, 0],
    [`${stage.directory}/./root/`, 0],
    [`${stage.directory}/bundle/../root`, 1],
    [other, 1],
  ];
  for (const [root, questions] of spellings) {
    const before = copy.asked;
    const { stdout } = succeed('state', run('--root', root, 'state', stage.id));
    t.equal(statusIn(stdout), 'created', root);
    t.equal(copy.asked, before + questions, root);
  }
  const { stdout } = call([copy.runtime, '--root', 'root', 'state', stage.id], {
    cwd: stage.directory,
  });
  t.equal(statusIn(stdout), 'created', 'also relative ones');
  t.equal(copy.asked, 2);
});

onCreated(
  'a container of the same id made anew gets no plan of the old one',
  (t, stage, copy, run) => {
    const saved = stage.path('saved');
    cpSync(plansOf(stage), saved);
    succeed('delete', run('delete', stage.id));
    stage.configure({ process: { args: ['sleep', '1000'] }, annotations: { which: 'new' } });
    succeed('create', stage.create());
    cpSync(saved, plansOf(stage));
    const before = copy.asked;
    t.match(succeed('state', run('state', stage.id)).stdout, '"which": "new"');
    succeed('start', run('start', stage.id));
    succeed('kill', run('kill', stage.id, 'KILL'));
    t.ok(stage.ended());
    succeed('delete', run('delete', stage.id));
    t.equal(copy.asked, before + 4, 'each verb has seen it, and asked');
  },
);

onCreated(
  'below a root that others can write to, it is the planner that refuses',
  (t, stage, copy, run) => {
    chmodSync(stage.root, 0o707);
    t.match(run('state', stage.id), { code: 1, stderr: /can be written by everybody/ });
    t.equal(copy.asked, 1);
    chmodSync(stage.root, 0o700);
    chownSync(stage.root, 1000, 0);
    t.match(run('state', stage.id), { code: 1, stderr: /belongs to user 1000/ });
    t.equal(copy.asked, 2);
    chownSync(stage.root, 0, 0);
    succeed('state', run('state', stage.id));
    t.equal(copy.asked, 2);
  },
);

onCreated('plans are for root alone, and gone with the container', (t, stage, _, run) => {
  t.equal(statSync(plansOf(stage)).mode & 0o7777, 0o600);
  succeed('delete', run('delete', stage.id));
  t.notOk(existsSync(plansOf(stage)));
});

onCreated('init of a created container holds nothing of the planner', (t, stage) => {
  const held = descriptorsOf(stage.pid).filter((path) => path.startsWith('pipe:'));
  const streams = [0, 1, 2].map((fd) => readlinkSync(`/proc/${stage.pid}/fd/${fd}`));
  t.same(
    held.filter((path) => !streams.includes(path)),
    [],
  );
});

function descriptorsOf(pid: number): readonly string[] {
  const directory = `/proc/${pid}/fd`;
  return readdirSync(directory).map((fd) => readlinkSync(join(directory, fd)));
}

/** What a planner may do behind the plan, whose length is its third word. */
const failures = {
  'ends without them': '',
  'is killed in the middle': 'head -c 100 $d/later >&3; kill -9 $$',
  'sends something else': 'tr "\\000-\\377" "\\001-\\377\\000" <$d/later >&3',
  stalls: 'exec sleep 60',
};

for (const [how, script] of Object.entries(failures)) {
  onStage(t, `a planner that ${how} has created a container without plans`, (t, stage) => {
    const copy = new CopiedInstall(stage.path('copy'));
    const d = stage.path('copy');
    const split = `n=$(od -An -tu4 -j8 -N4 $d/answer); tail -c +$((n + 1)) $d/answer >$d/later`;
    const real = `${pelagosPath('libexec/pelagos/planner')} "$@" 3>$d/answer`;
    copy.replacePlanner(`d=${d}; ${real}; ${split}; head -c $n $d/answer >&3; ${script}`);
    stage.configure({ process: { args: ['sleep', '1000'] } });
    const log = stage.path('log');
    const globals = ['--root', stage.root, '--debug', '--log', log, '--log-format', 'json'];
    const bundle = ['--bundle', stage.bundle];
    const created = stage.callDetached([copy.runtime, ...globals, 'create', ...bundle, stage.id]);
    t.match(created, { code: 0, stdout: '', stderr: '' });
    t.notOk(existsSync(plansOf(stage)));
    const records = readFileSync(log, 'utf8').trimEnd().split('\n');
    t.match(
      records.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warning'),
      [{ msg: /^cannot write .*plans/ }],
    );
    succeed('start', stage.start());
    t.equal(statusIn(succeed('state', stage.state()).stdout), 'running');
    succeed('delete', stage.delete('--force'));
  });
}

onStage(t, 'SIGKILL for a container without a pid namespace of its own is planned', (t, stage) => {
  const copy = new CopiedInstall(stage.path('copy'));
  const namespaces = ['mount', 'ipc', 'uts'].map((type) => ({ type }));
  stage.configure({ process: { args: ['sleep', '1000'] }, linux: { namespaces } });
  succeed('create', stage.create());
  const run = (...words: readonly string[]) => call([copy.runtime, '--root', stage.root, ...words]);
  succeed('state', run('state', stage.id));
  t.equal(copy.asked, 0);
  succeed('kill', run('kill', stage.id, 'KILL'));
  t.equal(copy.asked, 1);
  t.ok(stage.ended());
});
