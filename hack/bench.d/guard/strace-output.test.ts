import t from 'tap';
import { countCalls } from './strace-output.ts';

t.test('calls are counted, and neither their second halves nor signals nor ends', (t) => {
  const output = [
    '10  execve("/bin/pelagos", ["pelagos"], 0x7f /* 3 vars */) = 0',
    '10  clone3({flags=CLONE_NEWNS} <unfinished ...>',
    '12  close(3) = 0',
    '10  <... clone3 resumed>) = 12',
    '10  --- SIGCHLD {si_signo=SIGCHLD} ---',
    '12  exit_group(0) = ?',
    '12  +++ exited with 0 +++',
    '',
  ].join('\n');
  t.equal(countCalls(output, /\/libexec\/(quick-)?planner$/), 4);
  t.end();
});

t.test('a process that becomes the excepted program does not count', (t) => {
  const output = [
    '10  vfork( <unfinished ...>',
    '11  prctl(PR_SET_PDEATHSIG, SIGKILL) = 0',
    '11  execve("/libexec/planner", ["pelagos"], 0x7f /* 1 var */) = 0',
    '11  mmap(NULL, 4096) = 0x7f',
  ].join('\n');
  t.equal(countCalls(output, /\/libexec\/(quick-)?planner$/), 1);
  t.end();
});
