import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { addProbe, statusField } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { onStage } from '../support/stage.ts';

function processOf(process: Json): Json {
  return { process };
}

onStage(t, 'cwd is the working directory, and is made when it is missing', (t, stage) => {
  addProbe(stage);
  t.equal(stage.capture('probe cwd', processOf({ cwd: '/tmp' })), '5 /tmp\n');
  t.equal(stage.capture('probe cwd', processOf({ cwd: '/made/for/it' })), '13 /made/for/it\n');
  t.ok(statSync(join(stage.rootfs, 'made/for/it')).isDirectory());
});

onStage(t, 'a working directory that only the user can enter', (t, stage) => {
  chownSync(join(stage.rootfs, 'mnt'), 1000, 1000);
  chmodSync(join(stage.rootfs, 'mnt'), 0o700);
  const patch = processOf({ cwd: '/mnt', user: { uid: 1000, gid: 1000 } });
  t.equal(stage.capture('pwd', patch), '/mnt\n');
});

onStage(t, 'user has ids and groups in all their forms', (t, stage) => {
  addProbe(stage);
  const user = { uid: 1000, gid: 1001, additionalGids: [5, 1007] };
  const expected = 'uid 1000 1000 1000 gid 1001 1001 1001 groups 5 1007\n';
  t.equal(stage.capture('probe id', processOf({ user })), expected);
});

onStage(t, 'the groups of the caller are given up', (t, stage) => {
  addProbe(stage);
  const wrapper = ['setpriv', '--groups', '7,8,9'];
  const expected = 'uid 0 0 0 gid 0 0 0 groups\n';
  t.equal(stage.capture('probe id', {}, { wrapper }), expected);
});

onStage(t, 'user.umask is that of the program, 0022 unless told', (t, stage) => {
  t.equal(stage.capture('umask', processOf({ user: { umask: 0o27 } })), '0027\n');
  t.equal(stage.capture('umask'), '0022\n');
});

onStage(t, 'standard streams belong to the user, so that /dev/stdout can be opened', (t, stage) => {
  const dev = { destination: '/dev', type: 'tmpfs', source: 'tmpfs' };
  const proc = { destination: '/proc', type: 'proc', source: 'proc' };
  const patch = { mounts: [proc, dev], process: { user: { uid: 1000, gid: 1000 } } };
  t.equal(stage.capture('echo again >> /dev/stdout', patch), 'again\n', stage.errors());
});

onStage(t, 'the device /dev/null of the host keeps its owner', (t, stage) => {
  const before = statSync('/dev/null');
  stage.capture('true', processOf({ user: { uid: 1000, gid: 1000 } }), { stdin: '/dev/null' });
  const after = statSync('/dev/null');
  t.same([after.uid, after.gid, after.mode], [before.uid, before.gid, before.mode]);
});

const five = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'] as const;
const killAndChown = ['CAP_KILL', 'CAP_CHOWN'];
const bits = '0000000000000021';
const none = '0000000000000000';

onStage(t, 'a process without capabilities has none', (t, stage) => {
  const text = stage.capture('cat /proc/self/status');
  for (const set of five) t.equal(statusField(text, set), none, set);
});

for (const [uid, capabilities, expected] of [
  [
    0,
    { bounding: killAndChown, effective: killAndChown, permitted: killAndChown },
    [none, bits, bits, bits, none],
  ],
  [
    1000,
    { bounding: killAndChown, effective: killAndChown, permitted: killAndChown },
    [none, none, none, bits, none],
  ],
  [0, { bounding: killAndChown }, [none, bits, bits, bits, none]],
  [1000, { bounding: killAndChown }, [none, none, none, bits, none]],
  [
    1000,
    {
      bounding: killAndChown,
      permitted: killAndChown,
      inheritable: killAndChown,
      ambient: killAndChown,
      effective: killAndChown,
    },
    [bits, bits, bits, bits, bits],
  ],
  [
    1000,
    { bounding: killAndChown, permitted: killAndChown, inheritable: ['CAP_CHOWN'] },
    ['0000000000000001', none, none, bits, none],
  ],
] as const) {
  onStage(
    t,
    `uid ${uid} with ${Object.keys(capabilities).join(', ')} has exactly those`,
    (t, stage) => {
      const text = stage.capture(
        'cat /proc/self/status',
        processOf({ user: { uid, gid: uid }, capabilities }),
      );
      t.same(
        five.map((set) => statusField(text, set)),
        expected,
      );
    },
  );
}

onStage(t, 'noNewPrivileges', (t, stage) => {
  const script = 'cat /proc/self/status';
  t.equal(
    statusField(stage.capture(script, processOf({ noNewPrivileges: true })), 'NoNewPrivs'),
    '1',
  );
  t.equal(statusField(stage.capture(script), 'NoNewPrivs'), '0');
});

onStage(t, 'rlimits', (t, stage) => {
  const rlimits = [
    { type: 'RLIMIT_NOFILE', soft: 100, hard: 200 },
    { type: 'RLIMIT_CORE', soft: 0, hard: 0 },
    { type: 'RLIMIT_STACK', soft: 1048576, hard: 2097152 },
  ];
  const text = stage.capture('cat /proc/self/limits', processOf({ rlimits }));
  t.match(text, /Max open files +100 +200 /);
  t.match(text, /Max core file size +0 +0 /);
  t.match(text, /Max stack size +1048576 +2097152 /);
});

onStage(t, 'limits that config.json does not name are those of the caller', (t, stage) => {
  const wrapper = ['sh', '-c', 'ulimit -Sn 777; exec "$@"', 'sh'];
  t.match(stage.capture('cat /proc/self/limits', {}, { wrapper }), /Max open files +777 /);
});

onStage(t, 'oomScoreAdj, or the value of the caller', (t, stage) => {
  const script = 'cat /proc/self/oom_score_adj';
  t.equal(stage.capture(script, processOf({ oomScoreAdj: 500 })), '500\n');
  t.equal(stage.capture(script), readFileSync('/proc/self/oom_score_adj', 'utf8'));
});

onStage(t, 'ioPriority, scheduler and the CPUs of the program', (t, stage) => {
  addProbe(stage);
  const ioprioGet = 'probe syscall 252 1 0';
  const ioPriority = { class: 'IOPRIO_CLASS_IDLE', priority: 0 };
  t.equal(stage.capture(ioprioGet, processOf({ ioPriority })), `ok ${3 << 13}\n`);
  const scheduler = { policy: 'SCHED_BATCH', nice: 5 };
  t.equal(stage.capture('probe syscall 145 0', processOf({ scheduler })), 'ok 3\n');
});

onStage(t, 'the program is what the container has at its path', (t, stage) => {
  writeFileSync(join(stage.rootfs, 'bin/own'), '#!/bin/sh\necho $0 $1\n', { mode: 0o755 });
  stage.configure(processOf({ args: ['/bin/own', 'word'] }));
  t.equal(stage.captureConfigured(), '/bin/own word\n');
  stage.configure(processOf({ args: ['./own'], cwd: '/bin' }));
  t.match(stage.captureConfigured(), /own/);
});

onStage(t, 'hostname and domainname', (t, stage) => {
  const script = 'hostname; cat /proc/sys/kernel/domainname';
  t.equal(
    stage.capture(script, { hostname: 'a-name', domainname: 'a.domain' }),
    'a-name\na.domain\n',
  );
});
