import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onStage, succeed } from '../support/stage.ts';

onStage(t, 'list shows each container with its status of the moment', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  const listed = () => JSON.parse(succeed('list', stage.run(['list', '-f', 'json'])).stdout);
  const { id, pid } = stage;
  t.match(listed(), [{ id, pid, status: 'created', bundle: stage.bundle, owner: 'root' }]);
  succeed('start', stage.start());
  t.match(listed(), [{ id, pid, status: 'running' }]);
  const [heading, row] = succeed('list', stage.run(['list'])).stdout.split('\n');
  t.match(heading, /^ID +PID +STATUS +BUNDLE +CREATED +OWNER$/);
  t.equal(row?.indexOf(`${pid} `), heading?.indexOf('PID'));
  t.match(row, / running {5}/);
  t.equal(succeed('list', stage.run(['list', '--quiet'])).stdout, `${id}\n`);
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  t.match(listed(), [{ id, pid: 0, status: 'stopped' }]);
});

onStage(t, 'list of nothing is empty, and a root that is not there an error', (t, stage) => {
  const missing = stage.run(['list']);
  t.equal(missing.code, 1);
  t.match(missing.stderr, /cannot list the containers below .*: it does not exist/);
  succeed('create', stage.create());
  succeed('delete', stage.delete());
  t.equal(succeed('list', stage.run(['list', '--format=json'])).stdout, '[]\n');
  t.equal(succeed('list', stage.run(['list', '-q'])).stdout, '');
});

onStage(t, 'list tells of a damaged record on standard error, and lists the rest', (t, stage) => {
  succeed('create', stage.create());
  const record = join(stage.root, stage.id, 'state.json');
  writeFileSync(record, '{}');
  const { stdout, stderr } = succeed('list', stage.run(['list', '-f', 'json']));
  t.same(JSON.parse(stdout), []);
  t.match(stderr, new RegExp(`^${stage.id}: .*damaged`));
});

onStage(t, 'list knows two formats', (t, stage) => {
  const { code, stderr } = stage.run(['list', '--format', 'yaml']);
  t.equal(code, 1);
  t.match(stderr, /--format is table or json/);
});
