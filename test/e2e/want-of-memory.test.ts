import t from 'tap';
import { onStage, succeed } from '../support/stage.ts';

const KIB = 1024;
const limited = (limit: number) => ({
  process: { args: ['sleep', '100'] },
  linux: { resources: { memory: { limit } } },
});

for (const kib of [512, 1024, 6 * 1024]) {
  onStage(t, `a limit of ${kib} KiB of memory is enough to start`, (t, stage) => {
    stage.configure(limited(kib * KIB));
    succeed('create', stage.create());
    succeed('start', stage.start());
    t.equal(stage.status(), 'running');
    succeed('exec', stage.run(['exec', stage.id, 'true']));
  });
}

onStage(
  t,
  'a limit that init cannot live with is told with what it used and what is enough',
  (t, stage) => {
    stage.configure(limited(16 * KIB));
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(
      stderr,
      /^cannot wait until init is \w+: the process was ended by the kernel because the memory of its cgroup was used up: the limit is 16384 bytes(, the most it used \d+)?; 512 KiB are enough to start a small program\n$/,
    );
  },
);
