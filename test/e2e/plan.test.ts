import { existsSync } from 'node:fs';
import t from 'tap';
import type { JsonObject } from '../support/json.ts';
import { onStage, succeed } from '../support/stage.ts';

onStage(t, 'plan prints what create would do and does nothing', (t, stage) => {
  const { stdout, stderr } = succeed(
    'plan',
    stage.run(['plan', '--bundle', stage.bundle, stage.id]),
  );
  t.equal(stderr, '');
  t.match(stdout, /proc/);
  t.match(stdout, /\/mounts\/0/, 'steps name the fields they come from');
  t.match(stdout, /default:/, 'and the defaults');
  t.notOk(existsSync(stage.root), 'nothing was made');
  t.match(stage.state().stderr, /does not exist/);
});

onStage(t, 'plan --format json is a document of steps', (t, stage) => {
  const { stdout } = succeed(
    'plan',
    stage.run(['plan', '--format', 'json', '--bundle', stage.bundle]),
  );
  const plan = JSON.parse(stdout) as JsonObject;
  t.ok(stdout.length > 1000);
  t.type(plan, 'object');
});

onStage(t, 'plan of the same bundle is the same text, but for the time', (t, stage) => {
  const text = () =>
    succeed('plan', stage.run(['plan', '--bundle', stage.bundle])).stdout.replace(
      /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
      '',
    );
  t.equal(text(), text());
});

onStage(t, 'plan of a faulty bundle tells all its faults', (t, stage) => {
  stage.configure({ process: { args: [] }, hostname: 'x'.repeat(65) });
  const { code, stderr } = stage.run(['plan', '--bundle', stage.bundle]);
  t.equal(code, 1);
  t.match(stderr, /args/);
  t.match(stderr, /hostname/);
});
