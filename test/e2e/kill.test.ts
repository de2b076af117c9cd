import { constants } from 'node:os';
import t from 'tap';
import { cgroupFolder } from '../support/cgroups.ts';
import { addProbe } from '../support/inside.ts';
import { hasEnded, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

function runCatcher(stage: Stage): void {
  addProbe(stage);
  stage.configure({ process: { args: ['probe', 'catch'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  if (!eventually(() => stage.output() === 'ready\n')) throw new Error('the program is not ready');
}

const real = { 34: ['34', 'RTMIN', 'SIGRTMIN'], 37: ['37', 'RTMIN+3', 'SIGRTMIN+3'] };
const more = { 62: ['RTMAX-2', 'SIGRTMAX-2'], 64: ['64', 'RTMAX'] };

onStage(t, 'kill knows signals by number and by name, with SIG and without', (t, stage) => {
  runCatcher(stage);
  const names = [
    ['1', 'HUP', 'SIGHUP'],
    ['10', 'USR1', 'SIGUSR1'],
    ['28', 'WINCH', 'SIGWINCH'],
  ];
  for (const words of names) {
    for (const word of words) {
      const { code, stdout, stderr } = stage.kill(word);
      t.same([code, stdout, stderr], [0, '', ''], word);
      const line = `signal ${words[0]}\n`;
      t.ok(
        eventually(() => stage.output().endsWith(line)),
        `${word} is ${words[0]}`,
      );
    }
  }
});

onStage(t, 'kill knows every signal of the kernel by name', (t, stage) => {
  runCatcher(stage);
  const fatal = new Set(['SIGKILL', 'SIGSTOP', 'SIGTERM', 'SIGUNUSED', 'SIGPOLL', 'SIGIOT']);
  for (const [name, number] of Object.entries(constants.signals)) {
    if (fatal.has(name)) continue;
    t.equal(stage.kill(name).code, 0, name);
    t.ok(
      eventually(() => stage.output().endsWith(`signal ${number}\n`)),
      `${name} ${number}`,
    );
  }
});

onStage(t, 'kill knows real-time signals by number and by name', (t, stage) => {
  runCatcher(stage);
  for (const [number, words] of Object.entries({ ...real, ...more })) {
    for (const word of words) {
      const { code, stderr } = stage.kill(word);
      t.same([code, stderr], [0, ''], word);
      t.ok(
        eventually(() => stage.output().endsWith(`signal ${number}\n`)),
        word,
      );
    }
  }
});

onStage(t, 'kill sends SIGTERM unless told', (t, stage) => {
  runCatcher(stage);
  succeed('kill', stage.kill());
  t.ok(stage.ended());
  t.equal(stage.output(), 'ready\nsignal 15\n');
});

onStage(t, 'kill with signal 0 only asks whether the container lives', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.equal(stage.kill('0').code, 0);
  t.equal(stage.status(), 'running');
});

onStage(t, 'an empty signal is none: kill sends SIGTERM', (t, stage) => {
  stage.configure({ process: { args: ['sleep', '100'] } });
  succeed('create', stage.create());
  t.equal(stage.kill('').code, 0);
  t.ok(stage.ended());
});

for (const word of ['FOO', 'SIGFOO', '65', '-1', '1e1', '9 ', '0x9', '1000000000', 'SIG']) {
  onStage(t, `kill refuses the signal ${JSON.stringify(word)}`, (t, stage) => {
    stage.configure({ process: { args: ['sleep', '100'] } });
    succeed('create', stage.create());
    const { code, stderr } = stage.run(['kill', stage.id, word]);
    t.not(code, 0);
    t.not(stderr, '');
    t.equal(stage.status(), 'created', 'nothing was sent');
  });
}

onStage(t, 'kill of a missing container fails as clients know it', (t, stage) => {
  const { code, stderr } = stage.kill('KILL');
  t.equal(code, 1);
  t.match(stderr, /container does not exist/);
});

onStage(t, 'kill of a stopped container fails as clients know it', (t, stage) => {
  succeed('create', stage.create());
  succeed('start', stage.start());
  t.ok(stage.ended());
  const { code, stderr } = stage.kill('KILL');
  t.equal(code, 1);
  t.match(stderr, /container not running/);
});

onStage(t, 'kill works on a created container', (t, stage) => {
  succeed('create', stage.create());
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  t.equal(stage.status(), 'stopped');
});

onStage(
  t,
  'SIGTERM ends a created container: its program is not there to handle it',
  (t, stage) => {
    succeed('create', stage.create());
    succeed('kill', stage.kill('TERM'));
    t.ok(stage.ended(), 'init ended');
  },
);

onStage(t, 'kill --all KILL ends every process, and succeeds when none is left', (t, stage) => {
  stage.configure({ process: { args: ['sh', '-c', 'sleep 100 & sleep 100 & wait'] } });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const folder = cgroupFolder(stage.pid, 'pids');
  const pids = () => readOr(`${folder}/cgroup.procs`).trim().split('\n').filter(Boolean);
  t.ok(eventually(() => pids().length === 3));
  succeed('kill', stage.run(['kill', '--all', stage.id, 'KILL']));
  t.ok(eventually(() => pids().every((pid) => hasEnded(Number(pid)))));
  succeed('kill again', stage.run(['kill', '--all', stage.id, '9']));
});

onStage(
  t,
  'without a pid namespace of its own, KILL ends all processes of a container',
  (t, stage) => {
    const namespaces = ['ipc', 'uts', 'mount'].map((type) => ({ type }));
    stage.configure({
      process: { args: ['sh', '-c', 'sleep 100 & sleep 100 & wait'] },
      linux: { namespaces },
    });
    succeed('create', stage.create());
    succeed('start', stage.start());
    const folder = cgroupFolder(stage.pid, 'pids');
    const pids = () => readOr(`${folder}/cgroup.procs`).trim().split('\n').filter(Boolean);
    t.ok(eventually(() => pids().length === 3));
    const all = pids().map(Number);
    succeed('kill', stage.kill('KILL'));
    t.ok(
      eventually(() => all.every(hasEnded)),
      'all have ended',
    );
  },
);
