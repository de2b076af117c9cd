/** Spellings of the command line that clients of other runtimes use, down to what they do. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** Two more containers beside that of the stage, all of them created. */
function createThree(stage: Stage): readonly string[] {
  const ids = [stage.id, `${stage.id}-a`, `${stage.id}-b`];
  for (const id of ids) {
    const linux = { cgroupsPath: `/${id}` };
    stage.configure({ process: { args: ['sleep', '100'] }, linux });
    const flags = ['--pid-file', stage.pidFile];
    succeed(
      id,
      stage.callDetached([
        ...[stage.runtime, '--root', stage.root, 'create', '--bundle', stage.bundle],
        ...[...flags, id],
      ]),
    );
  }
  return ids;
}

const listed = (stage: Stage): readonly string[] =>
  succeed('list', stage.run(['list', '-q']))
    .stdout.split('\n')
    .filter(Boolean);

const statusOf = (stage: Stage, id: string): string =>
  JSON.parse(succeed('state', stage.run(['state', id])).stdout).status;

onStage(t, 'kill --regex signals every container that it matches, and no other', (t, stage) => {
  const [one = '', a = '', b = ''] = createThree(stage);
  for (const id of [one, a, b]) succeed('start', stage.run(['start', id]));
  succeed('kill', stage.run(['kill', '--regex', `^${one}-[ab]$`, 'KILL']));
  for (const id of [a, b]) {
    for (let i = 0; i < 100 && statusOf(stage, id) !== 'stopped'; i++);
    t.equal(statusOf(stage, id), 'stopped');
  }
  t.equal(statusOf(stage, one), 'running');
  t.equal(stage.run(['kill', '-r', `^${one}-a$`]).code, 0, 'one that has ended is no failure');
  succeed('delete', stage.run(['delete', '--force', '--regex', `^${one}`]));
  t.same(listed(stage), []);
});

onStage(t, 'delete --regex deletes all that it matches, or none of them', (t, stage) => {
  const [one = '', a = '', b = ''] = createThree(stage);
  succeed('start', stage.run(['start', b]));
  const refused = stage.run(['delete', '--regex', one]);
  t.equal(refused.code, 1);
  t.match(refused.stderr, `cannot delete container ${b} that is not stopped: running`);
  t.same(listed(stage), [one, a, b]);
  succeed('delete', stage.run(['delete', '-r', `^${a}$`]));
  t.same(listed(stage), [one, b]);
  succeed('delete', stage.run(['delete', '-f', '-r', '.*']));
  t.same(listed(stage), []);
});

onStage(t, 'create --config takes another file than config.json of the bundle', (t, stage) => {
  const other = stage.path('other.json');
  stage.configure({ process: { args: ['sh', '-c', 'echo other'] } });
  renameSync(join(stage.bundle, 'config.json'), other);
  t.match(stage.create().stderr, /config\.json: no such file or directory/);
  succeed('create', stage.create({ flags: ['--config', other] }));
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.equal(stage.output(), 'other\n');
  succeed('delete', stage.delete());
});

onStage(t, 'spec --file writes to another file', (t, stage) => {
  const folder = stage.path('new');
  mkdirSync(folder);
  succeed('spec', stage.run(['spec', '--bundle', folder, '-f', 'mine.json']));
  t.match(JSON.parse(readFileSync(join(folder, 'mine.json'), 'utf8')), { process: {} });
  t.notOk(existsSync(join(folder, 'config.json')));
  t.match(stage.run(['spec', '--bundle', folder, '-f', 'mine.json']).stderr, /exists/);
});

onStage(t, 'options of the program count behind the command too', (t, stage) => {
  succeed('create', stage.create());
  const log = stage.path('log');
  const late = ['--log-format', 'json', '--log', log];
  const { code } = stage.run(['start', 'none', ...late]);
  t.equal(code, 1);
  t.match(JSON.parse(readFileSync(log, 'utf8')), { level: 'error', msg: /does not exist/ });
  succeed(
    'start',
    stage.run(['start', '--root', stage.root, stage.id], { globals: ['--root=/none'] }),
  );
});

onStage(t, 'update refuses a limit of kernel memory, which Linux does not keep', (t, stage) => {
  succeed('create', stage.create());
  const update = (...options: readonly string[]) => stage.run(['update', ...options, stage.id]);
  const { code, stderr } = update('--kernel-memory', '64m');
  t.equal(code, 1);
  t.match(stderr, /\/memory\/kernel: cannot be honoured/);
  t.equal(update('--kernel-memory=-1').code, 0);
});
