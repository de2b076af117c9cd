import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import t from 'tap';
import { bootTime, processesIn, readProcess } from './processes.ts';

t.test('the processes of a cgroup are those of its tree, each once and by number', (t) => {
  const cgroup = t.testdir({ a: { b: {} }, 'cgroup.procs': '30\n4\n0\n' });
  writeFileSync(`${cgroup}/a/cgroup.procs`, '');
  writeFileSync(`${cgroup}/a/b/cgroup.procs`, '7\n4\n');
  mkdirSync(`${cgroup}/gone`);
  t.same(processesIn(cgroup), [4, 7, 30]);
  t.same(processesIn(`${cgroup}/none`), []);
  t.end();
});

t.test('a process is read from /proc, and one that has ended is none', (t) => {
  const { pid } = process;
  t.match(readProcess(pid), {
    pid,
    uid: process.geteuid?.(),
    stat: `${pid} (`,
    commandLine: 'node',
  });
  t.equal(readProcess(2 ** 31 - 1), undefined);
  t.ok(bootTime() > 0 && bootTime() < Date.now() / 1000);
  t.end();
});
