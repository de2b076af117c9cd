import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { hierarchyRoot, membership } from '../support/cgroups.ts';
import { onStage, succeed } from '../support/stage.ts';

/** The directories that a cgroupsPath of `/NAME` stands for. */
function directoriesOf(name: string): string[] {
  return [...membership('self').keys()].map((controllers) =>
    join(hierarchyRoot(controllers), name),
  );
}

onStage(
  t,
  'Note that resources associated with the container, but not created by this container, MUST NOT be deleted: a cgroup that was there stays',
  (t, stage) => {
    const [found = '', ...made] = directoriesOf(stage.id);
    mkdirSync(found);
    try {
      succeed('create', stage.create());
      t.ok(made.every(existsSync));
      succeed('start', stage.start());
      t.ok(stage.ended());
      succeed('delete', stage.delete());
      t.ok(existsSync(found), 'what was there before is there');
      t.notOk(made.some(existsSync), 'what was made is gone');
    } finally {
      rmdirSync(found);
    }
  },
);

onStage(t, 'a create that fails leaves the cgroup that was there', (t, stage) => {
  const [found = ''] = directoriesOf(stage.id);
  stage.configure({ process: { args: ['/no/such'] } });
  mkdirSync(found);
  try {
    t.equal(stage.create().code, 1);
    t.ok(existsSync(found));
  } finally {
    rmdirSync(found);
  }
});
