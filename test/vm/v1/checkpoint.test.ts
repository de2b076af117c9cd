/** Checkpoints where cgroups are of version 1: PELAGOS_VM_CGROUPS=hybrid hack/test-vm */
import t from 'tap';
import {
  checkpoint,
  count,
  patience,
  restore,
  slowCall,
  startCounting,
} from '../../support/checkpoints.ts';
import { onStage, succeed } from '../../support/stage.ts';
import { eventually } from '../../support/wait.ts';

onStage(
  t,
  'a mount of cgroups shows those of the restored container',
  (t, stage) => {
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs' },
      { destination: '/sys', type: 'tmpfs', source: 'tmpfs' },
      { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['ro'] },
    ];
    const resources = { memory: { limit: 64 << 20 } };
    const namespaces = ['pid', 'mount', 'ipc', 'uts'].map((type) => ({ type }));
    startCounting(stage, { mounts, linux: { namespaces, resources } });
    succeed('checkpoint', checkpoint(stage));
    succeed('restore', restore(stage));
    const before = count(stage);
    t.ok(eventually(() => count(stage) > before));
    const file = '/sys/fs/cgroup/memory/memory.limit_in_bytes';
    const { stdout } = succeed('exec', stage.run(['exec', stage.id, 'cat', file], slowCall));
    t.equal(stdout, `${64 << 20}\n`);
    succeed('delete', stage.delete('--force'));
  },
  patience,
);
