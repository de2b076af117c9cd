import { writeFileSync } from 'node:fs';
import t from 'tap';
import { cgroupFolder } from '../support/cgroups.ts';
import { readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

function run(stage: Stage): void {
  stage.configure({
    process: { args: ['sleep', '100'] },
    linux: { resources: { pids: { limit: 50 }, devices: [{ allow: false, access: 'rwm' }] } },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
}

const pidsMax = (stage: Stage): string =>
  readOr(`${cgroupFolder(stage.pid, 'pids')}/pids.max`).trim();

function memoryLimit(stage: Stage): string {
  const folder = cgroupFolder(stage.pid, 'memory');
  return (readOr(`${folder}/memory.max`) || readOr(`${folder}/memory.limit_in_bytes`)).trim();
}

onStage(t, 'update changes what is named, and nothing else', (t, stage) => {
  run(stage);
  const { code, stdout, stderr } = stage.run(['update', '--memory', '64m', stage.id]);
  t.same([code, stdout, stderr], [0, '', '']);
  t.equal(memoryLimit(stage), `${64 << 20}`);
  t.equal(pidsMax(stage), '50');
  succeed('update', stage.run(['update', '--pids-limit=-1', '--cpu-share', '512', stage.id]));
  t.equal(pidsMax(stage), 'max');
  t.equal(memoryLimit(stage), `${64 << 20}`);
});

onStage(t, 'update reads resources from a file and from standard input', (t, stage) => {
  run(stage);
  const file = stage.path('resources.json');
  writeFileSync(file, JSON.stringify({ pids: { limit: 20 } }));
  succeed('update', stage.run(['update', '--resources', file, '--pids-limit', '7', stage.id]));
  t.equal(pidsMax(stage), '20', 'other options are ignored');
  const text = JSON.stringify({ pids: { limit: 30 }, devices: [{ allow: true, access: 'rwm' }] });
  const argv = [stage.runtime, '--root', stage.root, 'update', '-r', '-', stage.id];
  const piped = `printf %s "$1" | { shift; "$@"; }`;
  succeed('update', stage.callDetached(['sh', '-c', piped, 'sh', text, ...argv]));
  t.equal(pidsMax(stage), '30');
});

onStage(t, 'update of what does not run, or cannot be, fails and says why', (t, stage) => {
  const update = (...words: readonly string[]) => stage.run(['update', ...words, stage.id]);
  t.match(update('--pids-limit', '5'), { code: 1, stderr: /container does not exist/ });
  run(stage);
  t.match(update('--memory', 'lots'), { code: 1, stderr: /--memory is a number of bytes/ });
  t.match(update('--cpuset-cpus', '4000'), { code: 1, stderr: /cannot set cpuset.cpus to 4000/ });
  const refused = update('--memory', '64m', '--memory-swap', '32m', '--pids-limit', '5');
  t.match(refused, { code: 1, stderr: /^the request has a fault: \/memory\/swap: is / });
  t.equal(pidsMax(stage), '50', 'nothing was changed');
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  t.match(update('--pids-limit', '5'), { code: 1, stderr: /container not running/ });
});

onStage(t, 'update that is refused half way leaves all values as they were', (t, stage) => {
  run(stage);
  const before = [memoryLimit(stage), pidsMax(stage)];
  const refused = stage.run(['update', '--memory', '64m', '--cpuset-cpus', '4000', stage.id]);
  t.match(refused, { code: 1, stderr: /cannot set cpuset.cpus to 4000/ });
  t.same([memoryLimit(stage), pidsMax(stage)], before);
});
