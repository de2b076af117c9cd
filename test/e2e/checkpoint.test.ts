import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { hasEnded, parentOf, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

/** A program of the name criu, with the rest of PATH behind it. */
function fakeCriu(stage: Stage, script: string): Readonly<Record<string, string>> {
  const directory = stage.path('bin');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'criu'), `#!/bin/bash\n${script}\n`);
  chmodSync(join(directory, 'criu'), 0o755);
  return { PATH: `${directory}:/usr/sbin:/usr/bin:/sbin:/bin` };
}

/** Takes the request, writes the log, and answers: type DUMP or RESTORE, success or not. */
const answering = (stage: Stage, log: string, answer: string): string => `
  dd bs=65536 count=1 <&200 >${stage.path('request')} 2>/dev/null
  echo '(00.1) Warn: nothing
(00.2) Error (criu/real.c:7): the real reason
(00.3) Error (criu/last.c:9): Dumping FAILED.' >${stage.path(log)}
  printf '${answer}' >&200`;

/** Makes a process of a script, tells that it is restored, and leaves it behind. */
const restoring = (script: string): string => `
  (exec 200>&-; ${script}) &
  pid=$!
  printf -v number '\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x' \
    $((pid & 127 | 128)) $((pid >> 7 & 127 | 128)) $((pid >> 14 & 127 | 128)) $((pid >> 21))
  take() { dd bs=65536 count=1 <&200 >/dev/null 2>&1; }
  take
  # In one write: the shell's own would end at the 0a.
  printf "\\x08\\x06\\x10\\x01\\x2a\\x13\\x0a\\x0cpost-restore\\x10$number" >$0.moment
  dd bs=65536 <$0.moment >&200 2>/dev/null
  take
  printf "\\x08\\x02\\x10\\x01\\x22\\x05\\x08$number" >&200`;

function started(stage: Stage): void {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
}

const checkpoint = (stage: Stage, env: Readonly<Record<string, string>>, ...flags: string[]) => {
  const paths = ['--image-path', stage.path('images'), '--work-path', stage.path('work')];
  return stage.run(['checkpoint', ...paths, ...flags, stage.id], { env });
};

const restore = (stage: Stage, env: Readonly<Record<string, string>>, ...flags: string[]) => {
  mkdirSync(stage.path('images'), { recursive: true });
  const paths = ['--image-path', stage.path('images'), '--work-path', stage.path('work')];
  return stage.run(['restore', ...paths, '--bundle', stage.bundle, ...flags, stage.id], { env });
};

onStage(t, 'without criu checkpoint and restore say what is missing', (t, stage) => {
  started(stage);
  const said = 'checkpoint and restore need criu, which is not in PATH; install the package criu\n';
  t.match(checkpoint(stage, { PATH: '/nowhere' }), { code: 1, stderr: said });
  t.equal(stage.status(), 'running');
  succeed('delete', stage.delete('--force'));
  t.match(restore(stage, { PATH: '/nowhere' }, '--detach'), { code: 1, stderr: said });
});

onStage(t, 'what criu fails for is told by the first error in its log', (t, stage) => {
  started(stage);
  const env = fakeCriu(stage, answering(stage, 'work/dump.log', '\\x08\\x01\\x10\\x00'));
  const { code, stdout, stderr } = checkpoint(stage, env);
  t.same([code, stdout], [1, '']);
  t.equal(
    stderr,
    `cannot checkpoint the container: criu says: Error (criu/real.c:7): the real reason; its log is ${stage.path('work/dump.log')}\n`,
  );
  t.equal(stage.status(), 'running', 'and the container goes on');
  const request = readFileSync(stage.path('request'), 'latin1');
  t.ok(request.includes(stage.rootfs), 'criu was asked for this container');
  t.match(readOr(join(stage.path('images'), 'descriptors.json')), /^\["/);
});

onStage(
  t,
  'a criu that ends without an answer is told, and leaves the container running',
  (t, stage) => {
    started(stage);
    const { code, stderr } = checkpoint(stage, fakeCriu(stage, 'exit 3'));
    t.equal(code, 1);
    t.match(stderr, /^cannot checkpoint the container: criu ended without an answer; its log is /);
    t.match(checkpoint(stage, fakeCriu(stage, 'printf nonsense >&200; sleep 1')).stderr, /criu /);
    t.equal(stage.status(), 'running');
  },
);

onStage(t, 'a restore that fails leaves nothing behind', (t, stage) => {
  const env = fakeCriu(stage, answering(stage, 'work/restore.log', '\\x08\\x02\\x10\\x00'));
  const { code, stderr } = restore(stage, env, '--detach');
  t.equal(code, 1);
  t.match(stderr, /^cannot restore the container: criu says: Error \(criu\/real.c:7\)/);
  t.match(stage.status(), /container does not exist/);
  t.same(
    readdirSync(stage.root).filter((name) => !name.startsWith('.')),
    [],
  );
});

onStage(t, 'SIGTERM to a restore ends criu and undoes all', (t, stage) => {
  const env = fakeCriu(stage, `echo $$ >${stage.path('criu')}; kill -TERM $PPID; exec sleep 1000`);
  const { code, stderr } = restore(stage, env, '--detach');
  t.equal(code, 143);
  t.match(stderr, /^cannot .* was interrupted by SIGTERM\n$/);
  t.ok(hasEnded(Number(readOr(stage.path('criu')))), 'no criu');
  t.match(stage.status(), /^none: /);
});

onStage(t, 'restore in the foreground ends as its program does, and deletes it', (t, stage) => {
  const left = `cat ${stage.root}/${stage.id}/init >${stage.path('seen')}; echo restored; exit 7`;
  const env = fakeCriu(stage, restoring(`sleep 0.5; ${left}`));
  t.match(restore(stage, env), { code: 7, stdout: 'restored\n', stderr: '' });
  t.match(readOr(stage.path('seen')), /\d+/, 'it was a container as any other');
  t.match(stage.status(), /container does not exist/);
});

onStage(t, 'restore in the foreground sends signals on', (t, stage) => {
  const { PATH = '' } = fakeCriu(stage, restoring('trap "exit 9" TERM; echo up; sleep 30 & wait'));
  mkdirSync(stage.path('images'));
  const paths = ['--image-path', stage.path('images'), '--pid-file', stage.pidFile];
  const words = ['restore', ...paths, '--bundle', stage.bundle, stage.id];
  const shell = '"$@"; echo code $?';
  const argv = ['sh', '-c', shell, 'sh', stage.runtime, '--root', stage.root, ...words];
  const beside = background(['env', `PATH=${PATH}`, ...argv], stage.path('said'));
  t.teardown(() => beside.stop());
  beside.says('up');
  // It is a child of criu until that has ended.
  const monitorOf = (pid: number) => readOr(`/proc/${parentOf(pid)}/comm`);
  t.ok(eventually(() => stage.pid > 0 && monitorOf(stage.pid) === 'pelagos\n'));
  t.equal(stage.status(), 'running');
  const monitor = parentOf(stage.pid);
  if (monitor > 1) process.kill(monitor, 'SIGTERM');
  beside.says('code 9');
  t.match(stage.status(), /container does not exist/);
});

onStage(t, 'with --leave-running the container is running after a checkpoint', (t, stage) => {
  started(stage);
  const env = fakeCriu(stage, answering(stage, 'work/dump.log', '\\x08\\x01\\x10\\x01'));
  succeed('checkpoint', checkpoint(stage, env, '--leave-running'));
  t.equal(stage.status(), 'running');
});

onStage(t, 'checkpoint and restore answer what engines try out', (t, stage) => {
  t.match(stage.run(['checkpoint', '--help']), { code: 0, stdout: /--leave-running/ });
  t.match(stage.run(['restore', '--lsm-mount-context']), {
    code: 1,
    stderr: /flag needs an argument/,
  });
});

onStage(t, 'options that cannot be honoured are refused', (t, stage) => {
  started(stage);
  const refused = (...flags: string[]) => checkpoint(stage, {}, ...flags).stderr;
  t.match(
    refused('--manage-cgroups-mode', 'x'),
    /is one of soft, full, strict, ignore|is one of ignore, soft/,
  );
  t.match(refused('--parent-path', '/abs'), /--parent-path is relative/);
  t.match(refused('--parent-path', '../none'), /--parent-path leads to .*, which is no directory/);
  t.match(refused('--page-server', 'nowhere'), /--page-server is ADDRESS:PORT/);
  t.match(refused('--status-fd', '1'), /--status-fd is the number of a descriptor above 2/);
  t.match(refused('--status-fd', '9'), /cannot keep the descriptor 9: .* was not open/);
  t.match(refused('--empty-ns', 'pid'), /--empty-ns is network/);
});
