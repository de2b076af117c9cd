import t from 'tap';
import { statusField } from '../support/inside.ts';
import { commandPath } from '../support/requires.ts';
import { onStage, succeed } from '../support/stage.ts';

const keep = { annotations: { 'run.oci.keep_original_groups': '1' } };
const wrapper = [commandPath('setpriv'), '--groups', '0,4242'];
const script = 'cat /proc/self/status';

onStage(t, 'run.oci.keep_original_groups keeps the groups of the caller', (t, stage) => {
  const groups = (text: string) => statusField(text, 'Groups');
  t.equal(groups(stage.capture(script, {}, { wrapper })), '', 'control: dropped');
  t.equal(groups(stage.capture(script, keep, { wrapper })), '0 4242');
});

onStage(t, 'run.oci.keep_original_groups holds in a user namespace, and for exec', (t, stage) => {
  const map = [{ containerID: 0, hostID: 0, size: 65_536 }];
  const types = ['pid', 'ipc', 'uts', 'mount', 'user'];
  stage.configure({
    ...keep,
    process: { args: ['sleep', '100'] },
    linux: { namespaces: types.map((type) => ({ type })), uidMappings: map, gidMappings: map },
  });
  succeed('create', stage.create({ wrapper }));
  const { stdout } = stage.run(['exec', stage.id, 'cat', '/proc/self/status'], { wrapper });
  t.equal(statusField(stdout, 'Groups'), '0 4242');
});

onStage(
  t,
  'run.oci.seccomp_fail_unknown_syscall refuses what libseccomp does not know',
  (t, stage) => {
    const seccomp = {
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: ['no_such_call'], action: 'SCMP_ACT_ERRNO' }],
    };
    t.equal(stage.capture('echo ran', { linux: { seccomp } }), 'ran\n', 'control: left out');
    stage.configure({
      linux: { seccomp },
      annotations: { 'run.oci.seccomp_fail_unknown_syscall': '1' },
    });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /does not know the system call/);
  },
);

onStage(t, 'an annotation of crun that cannot be honoured is refused with its name', (t, stage) => {
  stage.configure({ annotations: { 'run.oci.handler': 'krun', 'run.oci.else': 'x' } });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /\/annotations\/run\.oci\.handler: asks for what is not supported/);
  t.notMatch(stderr, /run\.oci\.else/);
});
