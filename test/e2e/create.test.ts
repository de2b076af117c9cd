import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import { hierarchyRoot, membership } from '../support/cgroups.ts';
import { addProbe } from '../support/inside.ts';
import { nativeProgram } from '../support/native-program.ts';
import { descriptorsOf, parentOf, processState, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Failures that clients must be able to tell from each other (containerd, podman, Docker). */
function refused(t: Test, stage: Stage, pattern: RegExp): void {
  const { code, stderr, stdout } = stage.create();
  t.equal(code, 1, 'create exits with 1');
  t.match(stderr, pattern);
  t.equal(stdout, '', 'standard output is silent');
  t.equal(stderr.trim().split('\n').length, 1, 'one line says what is wrong');
  t.notOk(existsSync(stage.pidFile), 'there is no pid file');
  t.match(stage.state().stderr, /does not exist/, 'there is no such container');
}

onStage(t, 'create makes a container whose program does not run before start', (t, stage) => {
  succeed('create', stage.create());
  t.equal(stage.status(), 'created');
  t.ok(processState(stage.pid), 'init lives');
  t.equal(stage.output(), '');
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.equal(stage.output(), 'ran\n');
});

onStage(t, 'create and start are silent when all is well', (t, stage) => {
  stage.configure({ process: { args: ['true'] } });
  const created = succeed('create', stage.create());
  t.same([created.stdout, created.stderr], ['', '']);
  const started = succeed('start', stage.start());
  t.same([started.stdout, started.stderr], ['', '']);
});

onStage(t, 'the pid file holds the decimal pid of init and no newline', (t, stage) => {
  succeed('create', stage.create());
  t.match(readOr(stage.pidFile), /^[1-9]\d*$/);
  const state = JSON.parse(stage.state().stdout) as { pid: number };
  t.equal(stage.pid, state.pid);
  t.equal(statSync(stage.pidFile).mode & 0o7133, 0, 'only its owner can write it');
});

onStage(t, 'the pid file may be there already, and be empty', (t, stage) => {
  const path = stage.path('there-already');
  writeFileSync(path, '');
  succeed('create', stage.create({ flags: ['--pid-file', path] }));
  t.match(readOr(path), /^[1-9]\d*$/);
});

onStage(t, 'a relative pid file and bundle are relative to the working directory', (t, stage) => {
  const verb = ['create', '--bundle', 'bundle', '--pid-file', 'mine', stage.id];
  const argv = [stage.runtime, '--root', stage.root, ...verb];
  succeed('create', stage.callDetached(argv, { cwd: stage.directory }));
  t.match(readOr(stage.path('mine')), /^[1-9]\d*$/);
});

onStage(t, 'the bundle is the working directory unless told', (t, stage) => {
  const argv = [stage.runtime, '--root', stage.root, 'create', stage.id];
  succeed('create', stage.callDetached(argv, { cwd: stage.bundle }));
  t.equal(stage.status(), 'created');
});

onStage(t, 'a pid file that cannot be written fails create and leaves nothing', (t, stage) => {
  const path = stage.path('missing/pid');
  const { code, stderr } = stage.create({ flags: ['--pid-file', path] });
  t.equal(code, 1);
  t.ok(stderr.includes(path), 'the message names the file');
  t.match(stage.state().stderr, /does not exist/);
});

onStage(t, 'an id in use is refused, and its container is as before', (t, stage) => {
  succeed('create', stage.create());
  const { pid } = stage;
  const second = stage.run([
    'create',
    '--bundle',
    stage.bundle,
    '--pid-file',
    stage.path('2'),
    stage.id,
  ]);
  t.equal(second.code, 1);
  t.match(second.stderr, /already exists/);
  t.notOk(existsSync(stage.path('2')));
  t.equal(stage.status(), 'created');
  t.ok(processState(pid));
});

onStage(t, 'an id can be used again after a failed create', (t, stage) => {
  stage.configure({ process: { args: ['no-such-program'] } });
  t.equal(stage.create().code, 1);
  stage.configure({});
  succeed('create', stage.create());
});

onStage(t, 'a program that is not found fails create', (t, stage) => {
  stage.configure({ process: { args: ['no-such-program'] } });
  refused(t, stage, /"no-such-program": executable file not found in \$PATH/);
});

onStage(t, 'an absolute program that is not there fails create', (t, stage) => {
  stage.configure({ process: { args: ['/no/such/program'] } });
  refused(t, stage, /\/no\/such\/program.*no such file or directory/i);
});

onStage(t, 'not found is never worded as permission denied', (t, stage) => {
  stage.configure({ process: { args: ['/no/such/program'] } });
  t.notMatch(stage.create().stderr, /permission denied|operation not permitted/i);
});

onStage(t, 'a program that cannot be executed fails create with permission denied', (t, stage) => {
  writeFileSync(join(stage.rootfs, 'bin/plain'), 'text', { mode: 0o644 });
  stage.configure({ process: { args: ['/bin/plain'] } });
  refused(t, stage, /permission denied/i);
});

onStage(t, 'a directory as the program fails create with permission denied', (t, stage) => {
  stage.configure({ process: { args: ['/tmp'] } });
  refused(t, stage, /permission denied|is a directory/i);
});

onStage(t, 'the program is looked up in the PATH of process.env', (t, stage) => {
  mkdirSync(join(stage.rootfs, 'own'));
  writeFileSync(join(stage.rootfs, 'own/tool'), '#!/bin/sh\necho own tool\n', { mode: 0o755 });
  stage.configure({ process: { args: ['tool'], env: ['PATH=/nowhere:/own:/bin'] } });
  t.equal(stage.captureConfigured(), 'own tool\n');
});

onStage(t, 'a bundle that is missing fails create', (t, stage) => {
  const { code, stderr } = stage.create({ flags: ['--bundle', stage.path('nowhere')] });
  t.equal(code, 1);
  t.ok(stderr.includes(stage.path('nowhere')), stderr);
});

onStage(t, 'a bundle without config.json fails create', (t, stage) => {
  rmSync(join(stage.bundle, 'config.json'));
  refused(t, stage, /config\.json/);
});

onStage(t, 'the bundle may be deleted between create and start', (t, stage) => {
  succeed('create', stage.create());
  rmSync(join(stage.bundle, 'config.json'));
  succeed('start', stage.start());
  t.ok(stage.ended());
  t.equal(stage.output(), 'ran\n');
});

onStage(t, '--log gets exactly one JSON record of a failure', (t, stage) => {
  stage.configure({ process: { args: ['no-such-program'] } });
  const log = stage.path('log.json');
  const { code, stderr } = stage.create({ globals: ['--log', log, '--log-format', 'json'] });
  t.equal(code, 1);
  const text = readOr(log);
  t.ok(text.endsWith('\n'));
  t.equal(text.trimEnd().split('\n').length, 1, 'one record in one line');
  const record = JSON.parse(text) as { level: string; msg: string; time: string };
  t.equal(record.level, 'error');
  t.match(record.time, rfc3339);
  t.match(record.msg, /no-such-program/);
  t.ok(stderr.includes(record.msg), 'standard error has the same message');
  t.notMatch(stderr, /^\s*(\{|time=)/, 'as plain text');
});

onStage(t, '--log is appended to, and nothing is logged when all is well', (t, stage) => {
  const log = stage.path('log.json');
  writeFileSync(log, '{"level":"info","msg":"earlier","time":"2024-01-01T00:00:00Z"}\n');
  const before = readOr(log);
  const globals = ['--log', log, '--log-format=json'];
  succeed('create', stage.create({ globals }));
  t.equal(readOr(log), before);
  stage.run(['start', 'no-such-id'], { globals });
  t.ok(readOr(log).startsWith(before), 'the file is never truncated');
  t.equal(readOr(log).trimEnd().split('\n').length, 2);
});

onStage(t, 'a log that cannot be opened fails the call', (t, stage) => {
  const { code, stderr } = stage.create({ globals: ['--log', stage.path('missing/log')] });
  t.equal(code, 1);
  t.ok(stderr.includes('missing/log'), stderr);
  t.match(stage.state().stderr, /does not exist/);
});

for (const flags of [
  ['--bundle=BUNDLE', '--pid-file=PID'],
  ['-b', 'BUNDLE', '--pid-file', 'PID'],
  ['-b=BUNDLE', '-pid-file', 'PID'],
  ['-bundle', 'BUNDLE', '-pid-file=PID'],
  ['--bundle', '/wrong', '--bundle', 'BUNDLE', '--pid-file', 'PID'],
  ['--bundle', 'BUNDLE', '--no-new-keyring', '--pid-file', 'PID', '--'],
  ['--bundle', 'BUNDLE', '--no-new-keyring=true', '--pid-file', 'PID'],
]) {
  onStage(t, `flags are understood as runc does: create ${flags.join(' ')} ID`, (t, stage) => {
    const real = flags.map((flag) =>
      flag.replace('BUNDLE', stage.bundle).replace('PID', stage.pidFile),
    );
    const argv = [stage.runtime, `--root=${stage.root}`, 'create', ...real, stage.id];
    succeed('create', stage.callDetached(argv));
    t.match(readOr(stage.pidFile), /^[1-9]\d*$/);
  });
}

onStage(t, 'the last of a repeated global flag counts', (t, stage) => {
  const globals = ['--root', stage.root, '-root', stage.root, `--root=${stage.root}`];
  succeed(
    'create',
    stage.create({ globals: ['--log', '/', '--log', stage.path('l'), ...globals] }),
  );
  t.equal(stage.status(), 'created');
});

onStage(t, 'an unknown flag, a missing id and too many arguments are refused', (t, stage) => {
  const create = ['create', '--bundle', stage.bundle];
  for (const verb of [
    [...create, '--no-such-flag', stage.id],
    create,
    [...create, stage.id, 'more', 'words'],
    [...create, '--pid-file'],
  ]) {
    const { code, stderr } = stage.run(verb);
    t.not(code, 0, verb.slice(3).join(' '));
    t.not(stderr, '');
    t.notMatch(stderr, /^\s+at /m, 'no stack trace');
  }
});

onStage(t, 'init is an orphan, so that the nearest subreaper gets its exit status', (t, stage) => {
  stage.configure({ process: { args: ['sh', '-c', 'exit 7'] } });
  const report = stage.path('report');
  const create = [stage.runtime, '--root', stage.root, 'create', '--bundle', stage.bundle];
  const argv = [nativeProgram('as-subreaper'), report, ...create, '--pid-file', stage.pidFile];
  const subreaper = background([...argv, stage.id], stage.path('subreaper'));
  t.teardown(() => subreaper.stop());
  subreaper.says('');
  const said = (pattern: RegExp) => pattern.test(readOr(report));
  while (!said(/^command /m)) if (subreaper.ended(5)) break;
  while (!said(/^child /m)) if (subreaper.ended(5)) break;
  t.match(readOr(report), /^command 0$/m, subreaper.output());
  const children = readOr(report).match(/^child \d+$/gm);
  t.same(children, [`child ${stage.pid}`], 'init is the only process that is left');
  t.equal(parentOf(stage.pid), subreaper.pid);
  succeed('start', stage.start());
  t.ok(subreaper.ended());
  t.match(readOr(report), new RegExp(`^ended ${stage.pid} 7$`, 'm'));
});

onStage(t, 'init is in its own cgroup of every hierarchy when create returns', (t, stage) => {
  succeed('create', stage.create());
  const own = [...membership(stage.pid)].filter(([controllers]) => {
    return existsSync(hierarchyRoot(controllers)) && controllers !== '';
  });
  for (const [controllers, path] of own) {
    if (controllers === 'systemd') continue;
    t.ok(path.includes(stage.id), `${controllers}: ${path}`);
  }
  t.ok([...membership(stage.pid).values()].some((path) => path.includes(stage.id)));
});

onStage(t, 'the waiting init keeps nothing of its caller but the standard streams', (t, stage) => {
  const directory = openSync(stage.directory, 'r');
  const extra = Array.from({ length: 40 }, () => directory);
  succeed('create', stage.create({ extra }));
  closeSync(directory);
  for (const [fd, target] of descriptorsOf(stage.pid)) {
    if (fd < 3) continue;
    t.match(target, /^(pipe|socket|\/memfd:|anon_inode|.*\.fifo)/, `descriptor ${fd}: ${target}`);
  }
  t.pass('no other descriptor');
});

onStage(t, 'the program gets the standard streams and nothing else', (t, stage) => {
  addProbe(stage);
  const directory = openSync(stage.directory, 'r');
  const extra = Array.from({ length: 40 }, () => directory);
  t.equal(stage.capture('exec probe fds', {}, { extra }), '0 1 2 \n');
  closeSync(directory);
});

onStage(t, '--preserve-fds N gives descriptors 3 to 2+N to the program', (t, stage) => {
  addProbe(stage);
  writeFileSync(stage.path('three'), 'from the caller');
  const three = openSync(stage.path('three'), 'r');
  const options = { extra: [three, three, three], flags: ['--preserve-fds', '2'] };
  t.equal(stage.capture('probe fds; cat <&3', {}, options), '0 1 2 3 4 \nfrom the caller');
  closeSync(three);
});

onStage(t, '--preserve-fds of a descriptor that is closed is refused', (t, stage) => {
  const { code, stderr } = stage.create({ flags: ['--preserve-fds', '3'] });
  t.not(code, 0);
  t.match(stderr, /preserve|descriptor/i);
});

onStage(t, 'LISTEN_FDS for another process is ignored', (t, stage) => {
  addProbe(stage);
  const fd = openSync(stage.directory, 'r');
  const env = { LISTEN_FDS: '1', LISTEN_PID: '1' };
  t.equal(stage.capture('probe fds', {}, { extra: [fd], env }), '0 1 2 \n');
  closeSync(fd);
});

onStage(
  t,
  'LISTEN_FDS for the runtime gives descriptors and says so to the program',
  (t, stage) => {
    addProbe(stage);
    const fd = openSync(stage.directory, 'r');
    stage.configure({ process: { args: ['sh', '-c', 'probe fds; echo $LISTEN_FDS $LISTEN_PID'] } });
    const wrapper = ['sh', '-c', 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"', 'sh'];
    t.equal(stage.captureConfigured({ extra: [fd], wrapper }), '0 1 2 3 \n1 1\n');
    closeSync(fd);
  },
);

onStage(t, 'the descriptors of --preserve-fds follow those of LISTEN_FDS', (t, stage) => {
  addProbe(stage);
  const extra = ['first', 'second', 'third', 'fourth'].map((name) => {
    writeFileSync(stage.path(name), `${name}\n`);
    return openSync(stage.path(name), 'r');
  });
  const script =
    'probe fds; cat <&3; cat <&4; cat <&5; echo $LISTEN_FDS $LISTEN_PID $LISTEN_FDNAMES $$';
  const env = ['PATH=/bin', 'LISTEN_FDS=7', 'LISTEN_FDNAMES=none'];
  stage.configure({ process: { args: ['sh', '-c', script], env } });
  const variables = 'LISTEN_FDS=2 LISTEN_FDNAMES=a:b LISTEN_PID=$$';
  const wrapper = ['sh', '-c', `${variables} exec "$@"`, 'sh'];
  const text = stage.captureConfigured({ extra, wrapper, flags: ['--preserve-fds', '1'] });
  t.equal(text, '0 1 2 3 4 5 \nfirst\nsecond\nthird\n2 1 a:b 1\n');
  for (const fd of extra) closeSync(fd);
});

onStage(t, 'LISTEN_FDS that are not open are refused', (t, stage) => {
  const wrapper = ['sh', '-c', 'LISTEN_FDS=2 LISTEN_PID=$$ exec "$@"', 'sh'];
  const { code, stderr } = stage.create({ wrapper });
  t.equal(code, 1);
  t.match(stderr, /LISTEN_FDS=2.*descriptor 3 was not open/);
});

onStage(t, 'signals, dumpability and the death signal are as for any new program', (t, stage) => {
  addProbe(stage);
  const text = stage.capture('exec probe inherited');
  t.match(text, /SigBlk:\t0+\n/);
  t.match(text, /SigIgn:\t0+\n/);
  t.match(text, /pdeathsig 0 subreaper 0 dumpable 1/);
});

onStage(
  t,
  'create makes its --root and the folder of the container for its owner only',
  (t, stage) => {
    const root = stage.path('other-root');
    const argv = [stage.runtime, '--root', root, 'create', '--bundle', stage.bundle, stage.id];
    succeed('create', stage.callDetached(argv));
    t.equal(statSync(root).mode & 0o077, 0);
    t.equal(statSync(join(root, stage.id)).mode & 0o077, 0);
    succeed('delete', stage.run(['delete', stage.id], { globals: ['--root', root] }));
  },
);
