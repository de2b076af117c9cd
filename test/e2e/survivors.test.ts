import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { hierarchyRoot, isUnified, markedCgroups, removeCgroups } from '../support/cgroups.ts';
import { onStage, succeed } from '../support/stage.ts';

/**
 * What a frozen cgroup of version 1 holds does not die before somebody thaws it: as near as a test
 * comes to a process that no signal ends.
 */
if (!isUnified()) {
  onStage(
    t,
    'delete names what does not die and what it waits in, and can be done again',
    (t, stage) => {
      const above = join(hierarchyRoot('freezer'), `${stage.id}-above`);
      mkdirSync(above);
      try {
        stage.configure({
          process: { args: ['sleep', '100'] },
          linux: { cgroupsPath: `/${stage.id}-above/inner` },
        });
        succeed('create', stage.create());
        succeed('start', stage.start());
        writeFileSync(join(above, 'freezer.state'), 'FROZEN');
        const { code, stderr } = stage.delete('--force');
        t.equal(code, 1);
        t.match(
          stderr,
          /^cannot wait for the end of the init process: .* timed out: waited 10 s for process \d+ \(sleep, state D, in \w+\); nothing is lost: delete the container again/,
        );
        t.not(stage.status(), '', 'the container is still known');
        writeFileSync(join(above, 'freezer.state'), 'THAWED');
        succeed('delete', stage.delete('--force'));
      } finally {
        writeFileSync(join(above, 'freezer.state'), 'THAWED');
        for (const folder of markedCgroups(stage.id)) removeCgroups(folder);
      }
      t.throws(() => rmdirSync(above), { code: 'ENOENT' });
    },
  );
}
