/** What `features` names is honoured, each item by itself (oci-validation/features.json). */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { features } from '../../src/runtime/features.ts';
import { capabilities } from '../../src/spec/tables/capabilities.ts';
import { background } from '../support/background.ts';
import { statusField } from '../support/inside.ts';
import type { JsonObject } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const { linux = {} } = features();
const proc = { destination: '/proc', type: 'proc', source: 'proc' };

onStage(t, 'every capability that features names can be given and left out', (t, stage) => {
  const names = linux.capabilities ?? [];
  // What the caller cannot give away is left out.
  const own = BigInt(`0x${statusField(readFileSync('/proc/self/status', 'utf8'), 'CapBnd')}`);
  for (const parity of [0, 1]) {
    const given = names.filter((_, index) => index % 2 === parity);
    const sets = { bounding: given, permitted: given, effective: given };
    const status = stage.capture('cat /proc/self/status', {
      mounts: [proc],
      process: { capabilities: sets },
    });
    const mask = BigInt(`0x${statusField(status, 'CapBnd')}`);
    for (const name of names) {
      const bit = BigInt(capabilities[name as keyof typeof capabilities]);
      t.equal((mask >> bit) & 1n, given.includes(name) ? (own >> bit) & 1n : 0n, name);
    }
  }
});

/** A filter in front of kill(2), whose second argument is the signal. */
const onKill = (action: string, args: readonly JsonObject[] = []): JsonObject => ({
  linux: {
    seccomp: { defaultAction: 'SCMP_ACT_ALLOW', syscalls: [{ names: ['kill'], action, args }] },
  },
});

/** Which of the signals 17, 18 and 28, none of which ends a process, a shell may send itself. */
const tries = 'for i in 17 18 28; do kill -$i $$ 2>/dev/null && echo $i; done; true';

const passed: Readonly<Record<string, string>> = {
  SCMP_CMP_EQ: '17 28',
  SCMP_CMP_NE: '18',
  SCMP_CMP_LT: '18 28',
  SCMP_CMP_LE: '28',
  SCMP_CMP_GT: '17 18',
  SCMP_CMP_GE: '17',
  SCMP_CMP_MASKED_EQ: '18 28',
};

for (const op of linux.seccomp?.operators ?? []) {
  onStage(t, `${op} compares an argument of a system call`, (t, stage) => {
    const masked = op === 'SCMP_CMP_MASKED_EQ';
    const arg = masked ? { index: 1, value: 1, valueTwo: 1, op } : { index: 1, value: 18, op };
    const output = stage.capture(tries, onKill('SCMP_ACT_ERRNO', [arg]));
    t.equal(output.trim().replaceAll('\n', ' '), passed[op]);
  });
}

/** What becomes of a shell that makes the call, as the status that its parent sees. */
const outcomes: Readonly<Record<string, string>> = {
  SCMP_ACT_ALLOW: '0',
  SCMP_ACT_ERRNO: '1',
  SCMP_ACT_KILL: '159',
  SCMP_ACT_KILL_PROCESS: '159',
  SCMP_ACT_KILL_THREAD: '159',
  SCMP_ACT_LOG: '0',
  // Without a tracer the call fails.
  SCMP_ACT_TRACE: '1',
  SCMP_ACT_TRAP: '159',
};

for (const action of linux.seccomp?.actions ?? []) {
  if (action === 'SCMP_ACT_NOTIFY') continue; // test/conformance/seccomp-listener.test.ts
  onStage(t, `${action} is what a system call meets`, (t, stage) => {
    const allow = action === 'SCMP_ACT_ALLOW';
    const filter = onKill(action);
    const seccomp = { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [] };
    const all = { linux: { seccomp: { ...seccomp, defaultAction: action } } };
    const script = "sh -c 'kill -28 $$' 2>/dev/null; echo $?";
    t.equal(stage.capture(script, allow ? all : filter).trim(), outcomes[action]);
  });
}

for (const flag of linux.seccomp?.supportedFlags ?? []) {
  if (flag === 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV') continue; // seccomp-listener.test.ts
  onStage(t, `${flag} is taken with a filter that works`, (t, stage) => {
    const seccomp = {
      defaultAction: 'SCMP_ACT_ALLOW',
      flags: [flag],
      syscalls: [{ names: ['kill'], action: 'SCMP_ACT_ERRNO' }],
    };
    t.equal(stage.capture(tries, { linux: { seccomp } }), '');
  });
}

onStage(t, 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV is taken with a listener', (t, stage) => {
  const listenerPath = stage.path('agent');
  const agent = background([nativeProgram('receive-fds'), listenerPath, '1'], stage.path('said'));
  t.teardown(() => agent.stop());
  agent.says('listening');
  const seccomp = {
    defaultAction: 'SCMP_ACT_ALLOW',
    flags: ['SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV'],
    listenerPath,
    syscalls: [{ names: ['kill'], action: 'SCMP_ACT_NOTIFY' }],
  };
  const script = 'kill -28 $$ 2>/dev/null; echo $?';
  t.equal(stage.capture(script, { linux: { seccomp } }), '1\n');
  t.ok(agent.ended());
  t.match(agent.output(), /notified of/);
});

onStage(t, 'every architecture that features names can be listed for a filter', (t, stage) => {
  for (const architecture of linux.seccomp?.archs ?? []) {
    const seccomp = {
      defaultAction: 'SCMP_ACT_ALLOW',
      architectures: [architecture],
      syscalls: [{ names: ['kill'], action: 'SCMP_ACT_ERRNO' }],
    };
    stage.configure({ process: { args: ['sh', '-c', tries] }, linux: { seccomp } });
    const { code, stderr } = stage.create();
    // A machine of one byte order runs no program of the other: the name is known, and told.
    if (code !== 0) t.match(stderr, /the architecture has another byte order/, architecture);
    else t.ok(true, architecture);
    succeed('delete', stage.run(['delete', '--force', stage.id]));
  }
});

const shown: Readonly<Record<string, RegExp>> = {
  MPOL_DEFAULT: / default /,
  MPOL_BIND: / bind:0 /,
  MPOL_INTERLEAVE: / interleave:0 /,
  MPOL_LOCAL: / local /,
  MPOL_PREFERRED: / prefer:0 /,
  MPOL_PREFERRED_MANY: / prefer \(many\):0 /,
  MPOL_WEIGHTED_INTERLEAVE: / weighted interleave:0 /,
};

const policyOf = (stage: Stage, memoryPolicy: JsonObject): string =>
  stage.capture('head -n 1 /proc/self/numa_maps', { mounts: [proc], linux: { memoryPolicy } });

for (const mode of linux.memoryPolicy?.modes ?? []) {
  onStage(t, `the memory policy ${mode} is that of the process`, (t, stage) => {
    const nodes = mode === 'MPOL_DEFAULT' || mode === 'MPOL_LOCAL' ? {} : { nodes: '0' };
    t.match(policyOf(stage, { mode, ...nodes }), shown[mode]);
  });
}

for (const [flag, text] of [
  ['MPOL_F_STATIC_NODES', / bind=static:0 /],
  ['MPOL_F_RELATIVE_NODES', / bind=relative:0 /],
  ['MPOL_F_NUMA_BALANCING', / bind(=balancing)?:0 /],
] as const) {
  onStage(t, `the flag ${flag} of a memory policy is taken`, (t, stage) => {
    t.match(policyOf(stage, { mode: 'MPOL_BIND', nodes: '0', flags: [flag] }), text);
  });
}

onStage(t, 'mand and nomand are options of a file system', (t, stage) => {
  for (const option of ['mand', 'nomand']) {
    const tmpfs = { destination: '/mnt', type: 'tmpfs', source: 'tmpfs', options: [option] };
    const mounts = stage.capture('grep " /mnt " /proc/self/mounts', { mounts: [proc, tmpfs] });
    t.equal(/[ ,]mand[ ,]/.test(mounts), option === 'mand', mounts);
  }
});

onStage(t, 'copy-symlink and src-nofollow take the link, and not what it leads to', (t, stage) => {
  const source = stage.path('source');
  mkdirSync(source);
  symlinkSync('/etc/passwd', join(source, 'link'));
  for (const option of ['copy-symlink', 'src-nofollow']) {
    const bind = {
      destination: '/tmp/link',
      source: join(source, 'link'),
      options: ['bind', option],
    };
    stage.configure({ mounts: [proc, bind], process: { args: ['readlink', '/tmp/link'] } });
    t.equal(stage.captureConfigured(), '/etc/passwd\n', option);
  }
  succeed('delete', stage.run(['delete', '--force', stage.id]));
});
