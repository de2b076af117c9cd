/** What engines rely on beside the specification (docs/clients.md), where no other test is about it. */
import { closeSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import t from 'tap';
import { markedCgroups, removeCgroups } from '../support/cgroups.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping = { process: { args: ['sleep', '100'] } };

/** Bytes that a pipe takes while nobody reads it (pipe(7)). */
const PIPE_BUFFER = 65_536;

onStage(t, 'with --log the message goes to standard error too, plain', (t, stage) => {
  const log = stage.path('log.json');
  const globals = ['--log', log, '--log-format', 'json'];
  const { code, stdout, stderr } = stage.run(['state', stage.id], { globals });
  t.same([code, stdout, stderr], [1, '', 'container does not exist\n']);
  t.match(JSON.parse(readFileSync(log, 'utf8')), { msg: 'container does not exist' });
});

onStage(t, 'streams may be null devices that are open for reading only', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'], user: { uid: 7, gid: 7 } } });
  const argv = [stage.runtime, '--root', stage.root, 'create', '--bundle', stage.bundle];
  const shell = '"$@" < /dev/null 1< /dev/null 2< /dev/null';
  const words = ['sh', '-c', shell, 'sh', ...argv, '--pid-file', stage.pidFile, stage.id];
  succeed('create', stage.callDetached(words));
  succeed('start', stage.start());
  t.equal(stage.status(), 'running');
});

onStage(t, 'kill --all 9 succeeds when init is dead and its cgroups are gone', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  succeed('start', stage.start());
  succeed('kill', stage.kill('9'));
  t.ok(stage.ended());
  const gone = () => {
    for (const cgroup of markedCgroups(stage.id)) removeCgroups(cgroup);
    return markedCgroups(stage.id).length === 0;
  };
  t.ok(eventually(gone));
  for (const words of [
    ['--all', stage.id, '9'],
    ['-a', stage.id, 'KILL'],
    ['--all', stage.id, '15'],
  ]) {
    t.match(stage.run(['kill', ...words]), { code: 0, stdout: '', stderr: '' });
  }
  t.match(stage.kill('9'), { code: 1, stderr: /container not running/ });
});

onStage(t, 'the state of a container fits a pipe that nobody reads', (t, stage) => {
  const annotations = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`org.example.key${index}`, 'x'.repeat(64)]),
  );
  stage.configure({ ...sleeping, annotations });
  succeed('create', stage.create());
  const { stdout } = stage.state();
  t.ok(stdout.length < PIPE_BUFFER / 4, `${stdout.length} bytes`);
});

function withoutEnvironment(stage: Stage, ...words: readonly string[]) {
  const wrapper = ['env', '-i', 'XDG_RUNTIME_DIR='];
  return stage.run(words, { wrapper });
}

onStage(t, 'verbs need nothing of the environment but an empty XDG_RUNTIME_DIR', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  for (const verb of [
    ['start', stage.id],
    ['pause', stage.id],
    ['resume', stage.id],
    ['exec', stage.id, 'true'],
    ['ps', '--format', 'json', stage.id],
    ['kill', stage.id, '9'],
    ['delete', '--force', stage.id],
  ]) {
    const { code, stderr } = withoutEnvironment(stage, ...verb);
    t.same([code, stderr], [0, ''], `${verb[0]}`);
  }
});

/** Calls pelagos from a folder that is removed, as a shim does when the first container of a pod is gone. */
function fromNowhere(stage: Stage, ...words: readonly string[]) {
  const gone = 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$@"';
  return stage.run(words, { wrapper: ['sh', '-c', gone, stage.path('gone')] });
}

onStage(t, 'verbs need no working directory: it may have been removed', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create());
  for (const verb of [
    ['start', stage.id],
    ['list', '--quiet'],
    ['exec', stage.id, 'true'],
    ['ps', '--format', 'json', stage.id],
    ['events', '--stats', stage.id],
    ['pause', stage.id],
    ['resume', stage.id],
    ['kill', '--all', stage.id, '9'],
    ['delete', '--force', stage.id],
  ]) {
    const { code, stderr } = fromNowhere(stage, ...verb);
    t.same([code, stderr], [0, ''], `${verb[0]}`);
  }
});

onStage(t, 'a path is relative to no removed working directory', (t, stage) => {
  const lost = (path: string) =>
    `"${path}" is relative to the working directory, which was removed; name an absolute path\n`;
  const wanted = (path: string) => ({ code: 1, stdout: '', stderr: lost(path) });
  const { bundle, id } = stage;
  t.match(fromNowhere(stage, 'create', id), wanted('.'));
  t.match(fromNowhere(stage, 'create', '--bundle', 'b', id), wanted('b'));
  t.match(fromNowhere(stage, 'create', '--bundle', bundle, '--pid-file', 'p', id), wanted('p'));
  t.match(fromNowhere(stage, '--log', 'l', 'state', id), wanted('l'));
});

onStage(t, 'delete --force needs none of the options that create had', (t, stage) => {
  stage.configure(sleeping);
  succeed('create', stage.create({ globals: ['--cgroup-manager', 'cgroupfs', '--debug'] }));
  t.match(stage.delete('--force'), { code: 0, stdout: '', stderr: '' });
  t.same(markedCgroups(stage.id), []);
  t.match(stage.delete('--force'), { code: 0, stdout: '', stderr: '' });
});

onStage(
  t,
  'verbs that succeed write nothing, for they have the terminal of a person',
  (t, stage) => {
    stage.configure(sleeping);
    succeed('create', stage.create());
    for (const verb of ['start', 'pause', 'resume', 'kill', 'delete']) {
      const words = verb === 'kill' ? [verb, stage.id, '9'] : [verb, stage.id];
      t.match(stage.run(words), { code: 0, stdout: '', stderr: '' }, verb);
      if (verb === 'kill') t.ok(stage.ended());
    }
  },
);

onStage(t, 'an error is on standard error before anything else, and short', (t, stage) => {
  const fd = openSync('/dev/null', 'r');
  stage.configure({ process: { args: ['no-such-program'] } });
  const { stderr } = stage.create({ extra: [fd] });
  closeSync(fd);
  t.match(stderr, /^exec: "no-such-program": executable file not found in \$PATH/);
  t.ok(stderr.length < 8191, 'conmon reads no more');
});

onStage(t, 'called as runc, --version begins with that name, and names the commit', (t, stage) => {
  const link = stage.path('runc');
  symlinkSync(stage.runtime, link);
  const said = call([link, '--version']).stdout;
  t.match(said, /^runc version \d+\.\d+\.\d+\n(commit: \w[^\n]*\n)?spec: \d+\.\d+\.\d+\n$/);
  t.equal(stage.run(['--version']).stdout, said.replace('runc', 'pelagos'));
});
