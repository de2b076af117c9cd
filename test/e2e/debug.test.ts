/** What --debug tells of a container, and where. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { onStage, succeed } from '../support/stage.ts';

const onProcess = (...args: readonly string[]) => ({ process: { args } });

onStage(t, 'with --debug each phase is told on standard error, as records', (t, stage) => {
  stage.configure(onProcess('/bin/true'));
  const words = ['--debug', 'run', '--bundle', stage.bundle, stage.id];
  const { stderr } = succeed('run', stage.run(words));
  const lines = stderr.trimEnd().split('\n');
  t.same(
    lines.filter((line) => !/^time="[^"]+" level=debug msg=".*"$/.test(line)),
    [],
  );
  t.match(stderr, /nsexec container setup of .*clone its init process/);
  t.match(stderr, /nsexec\[1\]: child process in init\(\)/);
  t.match(stderr, /init: mounts: mount \\"proc\\" on \\"\/proc\\"; /);
  t.match(stderr, /init: closing the pipe to signal completion/);
});

onStage(t, 'with --debug and --log nothing but the log has the records', (t, stage) => {
  const log = stage.path('log');
  const globals = ['--debug', '--log', log, '--log-format', 'json'];
  succeed('create', stage.create({ globals }));
  const words = ['exec', stage.id, '/bin/true'];
  t.match(stage.run([...globals, ...words]), { code: 0, stdout: '', stderr: '' });
  const records = readFileSync(log, 'utf8').trimEnd().split('\n');
  const messages = records.map((line) => JSON.parse(line) as { level: string; msg: string });
  t.ok(messages.every(({ level }) => level === 'debug'));
  t.ok(messages.some(({ msg }) => msg === 'setns_init: about to exec'));
});

onStage(t, 'with --debug a failure is told once, as a record', (t, stage) => {
  const { code, stderr } = stage.run(['--debug', 'delete', 'none']);
  t.equal(code, 1);
  t.match(stderr, /^time="[^"]+" level=error msg="container does not exist"\n$/);
});

onStage(t, 'without --debug nothing is told', (t, stage) => {
  stage.configure(onProcess('/bin/true'));
  t.match(stage.run(['run', '--bundle', stage.bundle, stage.id]), { code: 0, stderr: '' });
});

onStage(
  t,
  'a lost ambient capability is a warning on standard error, or in the log',
  (t, stage) => {
    const all = ['CAP_KILL'];
    const capabilities = { bounding: all, permitted: all, ambient: all };
    stage.configure({ process: { args: ['/bin/true'], capabilities } });
    const words = ['run', '--bundle', stage.bundle, stage.id];
    const lost = "can't raise ambient capability CAP_KILL: it is not in inheritable";
    t.match(stage.run(words).stderr, new RegExp(`^warning: ${lost} .*\\n$`));
    const log = stage.path('log');
    t.equal(stage.run(['--log', log, ...words]).stderr, '');
    t.match(readFileSync(log, 'utf8'), new RegExp(`level=warning msg="${lost}`));
  },
);
