import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onStage } from '../support/stage.ts';

const map = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
const types = ['pid', 'network', 'ipc', 'uts', 'mount', 'user'];

onStage(
  t,
  'a procfs that the kernel refuses is told with the mounts that are in its way',
  (t, stage) => {
    stage.configure({
      linux: { namespaces: types.map((type) => ({ type })), uidMappings: map, gidMappings: map },
    });
    // Root of the user namespace is another user of the host.
    t.match(stage.create().stderr, /the directory "\/\S+" may not be searched by this user/);
    chmodSync(stage.directory, 0o755);
    const covered = 'mount --bind /dev/null /proc/version && exec "$@"';
    const wrapper = ['unshare', '--mount', 'sh', '-c', covered, 'sh'];
    const { code, stderr } = stage.create({ wrapper });
    t.equal(code, 1);
    t.match(
      stderr,
      /^cannot mount "proc" on "\/proc": Operation not permitted: it would show what is hidden by the mounts on (\/proc\/\S+, )*\/proc\/version/,
    );
    t.match(stderr, /let the container around this one hide less/);
  },
);

onStage(t, 'ids that cannot be mapped are told with the file system', (t, stage) => {
  const option = { destination: '/mnt', type: 'bind', source: '/proc/sys', options: ['bind'] };
  const mount = { ...option, uidMappings: map, gidMappings: map };
  stage.configure({ mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }, mount] });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(
    stderr,
    /^cannot map the ids of the mount on "\/mnt": Invalid argument: its file system is proc;/,
  );
  t.match(stderr, /\(config\.json: \/mounts\/1\)$/m);
});

onStage(
  t,
  'a mount that does not fit names both kinds, what is in the way and its index',
  (t, stage) => {
    mkdirSync(join(stage.rootfs, 'mnt/directory'), { recursive: true });
    writeFileSync(join(stage.rootfs, 'mnt/file'), '');
    const bind = (source: string, destination: string) => {
      const proc = { destination: '/proc', type: 'proc', source: 'proc' };
      stage.configure({ mounts: [proc, { destination, type: 'bind', source, options: ['bind'] }] });
      return stage.create().stderr;
    };
    t.match(
      bind('/tmp', '/mnt/file'),
      /Not a directory: "\/mnt\/file" is a file in the container, and what is mounted is none; .*\(config\.json: \/mounts\/1\/destination\)/,
    );
    t.match(
      bind('/etc/passwd', '/mnt/directory'),
      /Not a directory: "\/mnt\/directory" in the container is no file, and what is mounted is one; not a directory: .*\/mounts\/1\/destination/,
    );
    t.match(
      bind('/tmp', '/mnt/file/below'),
      /"\/mnt\/file" is a file in the container, where the target "\/mnt\/file\/below" needs a directory/,
    );
    t.match(
      bind('/etc/passwd/below', '/mnt/directory'),
      /Not a directory: "\/etc\/passwd" is a regular file and not a directory.*\/mounts\/1\/source/,
    );
    t.match(
      bind('/no/such/place', '/mnt/directory'),
      /No such file or directory: the directory "\/no" does not exist.*\/mounts\/1\/source/,
    );
  },
);
