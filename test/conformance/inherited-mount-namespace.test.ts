import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { namespaceOf } from '../support/processes.ts';
import { onStage, succeed } from '../support/stage.ts';

const tmpfs = { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' };
const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const withoutMount = { namespaces: ['pid', 'uts', 'ipc'].map((type) => ({ type })) };
const hostMounts = () => readFileSync('/proc/self/mountinfo', 'utf8');

onStage(t, 'without a mount namespace the container is in that of the runtime', (t, stage) => {
  stage.configure({ mounts: [proc, tmpfs], linux: withoutMount });
  const before = hostMounts();
  succeed('create', stage.create());
  t.equal(namespaceOf(stage.pid, 'mnt'), namespaceOf('self', 'mnt'));
  t.equal(hostMounts(), before, 'and has mounted nothing there');
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.equal(stage.output(), 'ran\n');
  succeed('delete', stage.delete());
  t.equal(hostMounts(), before);
});

onStage(
  t,
  'without a mount namespace there are the mounts of config.json all the same',
  (t, stage) => {
    writeFileSync(join(stage.rootfs, 'mnt/below'), '');
    writeFileSync(join(stage.rootfs, 'etc/secret'), 'secret\n');
    const patch = {
      root: { path: 'rootfs', readonly: true },
      mounts: [proc, { ...tmpfs, options: ['nosuid', 'mode=751'] }],
      linux: { ...withoutMount, maskedPaths: ['/etc/secret'], readonlyPaths: ['/proc/sys'] },
    };
    const script = [
      'pwd',
      'ls /mnt',
      'stat -c %a /mnt',
      'echo 1 > /mnt/file && cat /mnt/file',
      'cat /etc/secret',
      'touch /etc/new 2>&1 | grep -o "Read-only.*"',
      '(echo x > /proc/sys/kernel/domainname) 2>&1 | grep -o "Read-only.*"',
      'readlink /proc/self',
      'cd .. && cd ../.. && ls /',
    ].join('; ');
    const lines = stage.capture(script, patch).trim().split('\n');
    t.same(lines.slice(0, 5), ['/', '751', '1', 'Read-only file system', 'Read-only file system']);
    t.match(lines[5], /^\d{1,2}$/, 'a procfs of its own pid namespace');
    t.same(lines.slice(6), ['bin', 'dev', 'etc', 'mnt', 'proc', 'root', 'sys', 'tmp']);
  },
);

const sleeping = {
  process: { args: ['sleep', '60'] },
  mounts: [proc, tmpfs],
  linux: withoutMount,
};

onStage(t, 'exec without a mount namespace has the root of the container', (t, stage) => {
  stage.configure(sleeping);
  const before = hostMounts();
  const look = 'cd ..; ls; echo 1 > /mnt/file; grep -c " /mnt " /proc/self/mountinfo; tty; pwd';
  succeed('create', stage.create());
  const created = stage.run(['exec', stage.id, 'sh', '-c', 'ls']);
  t.match(created.stdout, /^bin\ndev\netc\nmnt\n/, 'before start');
  succeed('start', stage.start());
  const entered = succeed('exec', stage.run(['exec', stage.id, 'sh', '-c', look]));
  t.match(entered.stdout, /^bin\ndev\netc\nmnt\nproc\nroot\nsys\ntmp\n/);
  t.match(entered.stdout, /\n\/\n$/);
  t.equal(readFileSync(`/proc/${stage.pid}/root/mnt/file`, 'utf8'), '1\n', 'the mounts of init');
  t.equal(hostMounts(), before);
  succeed('delete', stage.delete('--force'));
});

onStage(t, 'what cannot be had without a mount namespace is refused', (t, stage) => {
  const refused = [
    { mounts: [{ ...tmpfs, options: ['rshared'] }], linux: withoutMount },
    { linux: { ...withoutMount, rootfsPropagation: 'unbindable' } },
    {
      linux: {
        namespaces: [{ type: 'user' }],
        uidMappings: [{ containerID: 0, hostID: 1000, size: 1 }],
        gidMappings: [{ containerID: 0, hostID: 1000, size: 1 }],
      },
    },
  ];
  const before = hostMounts();
  for (const patch of refused) {
    stage.configure(patch);
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /"mount"/);
  }
  t.equal(hostMounts(), before);
});
