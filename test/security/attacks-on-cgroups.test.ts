import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { isUnified, membership } from '../support/cgroups.ts';
import type { JsonObject } from '../support/json.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };

onStage(
  t,
  'CVE-2025-47291: a cgroupsPath that climbs stays where containers may be',
  (t, stage) => {
    for (const path of [
      `/../../../${stage.id}`,
      `../../../../${stage.id}`,
      `/a/../../${stage.id}`,
    ]) {
      stage.configure({ linux: { cgroupsPath: path } });
      const { code, stderr } = stage.create();
      if (code !== 0) {
        t.match(stderr, /cgroupsPath/, path);
        continue;
      }
      const own = membership(stage.pid).get(isUnified() ? '' : 'pids') ?? '';
      t.notMatch(own, /\.\./, path);
      t.ok(own.endsWith(stage.id), own);
      succeed('delete', stage.delete());
    }
  },
);

const all = [
  'CAP_SYS_ADMIN',
  'CAP_DAC_OVERRIDE',
  'CAP_MKNOD',
  'CAP_NET_ADMIN',
  'CAP_NET_RAW',
  'CAP_SYS_PTRACE',
];
const capabilities = { bounding: all, effective: all, permitted: all };

onStage(t, 'CVE-2022-0492: release_agent of the host cannot be written from inside', (t, stage) => {
  const mounts = [
    proc,
    { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] },
    { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['ro'] },
  ];
  const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup'].map((type) => ({ type }));
  const script =
    'find /sys/fs/cgroup -name release_agent | head -1; ' +
    'for f in $(find /sys/fs/cgroup -name "*.procs" -o -name release_agent -o -name notify_on_release); do ' +
    '(echo 0 > $f) 2>/dev/null && echo "wrote $f"; done; echo end';
  const text = stage.capture(script, { mounts, linux: { namespaces } });
  t.notMatch(text, /wrote/);
  t.match(text, /end\n$/);
});

onStage(t, 'device rules hold against a program that may make nodes', (t, stage) => {
  const script =
    'mknod /tmp/mem c 1 1; mknod /tmp/sda b 8 0; mknod /tmp/vda b 254 0; mknod /tmp/kvm c 10 232; ' +
    'for i in mem sda vda kvm; do head -c 1 /tmp/$i >/dev/null 2>&1 && echo "opened $i"; done; echo end';
  for (const devices of [undefined, [{ allow: false, access: 'rwm' }]]) {
    const resources: JsonObject = devices === undefined ? {} : { devices };
    const text = stage.capture(script, { process: { capabilities }, linux: { resources } });
    t.equal(text, 'end\n');
  }
});

onStage(
  t,
  'device nodes that an image brings along open only where a rule allows them',
  (t, stage) => {
    const nodes = { fuse: ['c', '10', '229'], mem: ['c', '1', '1'], disk: ['b', '254', '0'] };
    for (const [name, numbers] of Object.entries(nodes)) {
      spawnSync('mknod', ['-m', '666', join(stage.rootfs, 'mnt', name), ...numbers]);
    }
    const script =
      'for i in fuse mem disk; do dd if=/mnt/$i of=/dev/null count=0 2>&1 | sed "s/^dd: //;s/^0.*//" | grep . || echo "$i opened"; done';
    const denied = (name: string) => `can't open '/mnt/${name}': Operation not permitted\n`;
    const all = Object.keys(nodes).map(denied).join('');
    const rule = { allow: true, type: 'c', major: 10, minor: 229, access: 'r' };
    for (const [devices, expected] of [
      [undefined, all],
      [[{ allow: false, access: 'rwm' }], all],
      [[{ allow: false, access: 'rwm' }, rule], `fuse opened\n${denied('mem')}${denied('disk')}`],
      [[rule, { ...rule, allow: false }], all],
    ] as const) {
      const resources = devices === undefined ? {} : { devices: [...devices] };
      const text = stage.capture(script, { process: { capabilities }, linux: { resources } });
      t.equal(text, expected);
    }
  },
);

/** The container of an ordinary user who mounts cgroups and has no namespace for them. */
function rootless(stage: Stage): readonly string[] {
  const one = [{ containerID: 0, hostID: 12345, size: 1 }];
  const script =
    'for i in /sys/fs/cgroup /sys/fs/cgroup/*; do touch $i/x 2>/dev/null && echo "wrote $i"; mkdir $i/y 2>/dev/null && echo "made $i"; done; echo end';
  stage.configure({
    process: { args: ['sh', '-c', script] },
    mounts: [
      proc,
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs' },
      { destination: '/sys', type: 'bind', source: '/sys', options: ['rbind', 'ro'] },
      { destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options: ['ro'] },
    ],
    linux: {
      cgroupsPath: null,
      namespaces: ['user', 'pid', 'ipc', 'uts', 'mount', 'network'].map((type) => ({ type })),
      uidMappings: one,
      gidMappings: one,
    },
  });
  chmodSync(stage.directory, 0o755);
  spawnSync('chown', ['-hR', '12345:12345', stage.directory]);
  for (const path of Object.values(stage.streams)) chownSync(path, 12345, 12345);
  return ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups', '--inh-caps=-all', '--'];
}

onStage(
  t,
  'CVE-2023-25809: cgroups of the host are read-only for a rootless container',
  (t, stage) => {
    const wrapper = rootless(stage);
    const { code, stderr } = stage.create({ wrapper });
    if (code !== 0) {
      t.match(stderr, /\/mounts\/3|cgroup/, 'or are not mounted at all');
      return;
    }
    succeed('start', stage.start({ wrapper }));
    t.ok(stage.ended());
    t.equal(stage.output(), 'end\n');
    succeed('delete', stage.run(['delete', stage.id], { wrapper }));
  },
);

onStage(t, 'CVE-2022-0811: no value of a sysctl reaches another', (t, stage) => {
  for (const sysctl of [
    { 'kernel.shm_rmid_forced': '1+kernel.domainname=escaped' },
    { 'kernel.shm_rmid_forced': '1\nkernel.domainname=escaped' },
  ]) {
    stage.configure({ linux: { sysctl } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /sysctl/);
  }
});

for (const [title, key, missing] of [
  ['the ipc namespace of the host', 'kernel.shmmni', 'ipc'],
  ['the network namespace of the host', 'net.ipv4.ip_forward', 'network'],
  ['the ipc namespace of the host', 'fs.mqueue.msg_max', 'ipc'],
  ['the uts namespace of the host', 'kernel.domainname', 'uts'],
] as const) {
  onStage(t, `CVE-2022-0532: ${key} is refused in ${title}`, (t, stage) => {
    const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount']
      .filter((type) => type !== missing)
      .map((type) => ({ type }));
    const sysctl = { [key]: key === 'kernel.domainname' ? 'x' : '1' };
    stage.configure({
      ...(missing === 'uts' && { hostname: null }),
      linux: { namespaces, sysctl },
    });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /sysctl/);
  });
}
