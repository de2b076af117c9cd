import t from 'tap';
import { readOr } from '../support/processes.ts';
import { onStage, succeed } from '../support/stage.ts';
import { slowness } from '../support/wait.ts';

/** Writes to /dev/null without a pause, and says when it may not. */
const writer = 'echo ready; while echo x > /dev/null; do :; done; echo refused; sleep 100';
const updates = 1000 / slowness;

onStage(
  t,
  'a thousand updates refuse no write to /dev/null, since they leave device rules alone',
  (t, stage) => {
    stage.configure({
      process: { args: ['sh', '-c', writer] },
      linux: { resources: { devices: [{ allow: false, access: 'rwm' }] } },
    });
    succeed('create', stage.create());
    succeed('start', stage.start());
    for (let time = 0; time < updates; time += 1) {
      succeed('update', stage.run(['update', '--cpu-share', `${1000 + (time % 7)}`, stage.id]));
    }
    t.equal(stage.status(), 'running');
    t.equal(readOr(stage.streams.stdout), 'ready\n');
  },
  { timeout: 300_000 },
);
