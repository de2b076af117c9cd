import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { processStatus } from './process-status.ts';

/** A shell that takes a name and waits until its standard input ends. */
async function namedProcess(t: Test, name: string): Promise<ChildProcess & { pid: number }> {
  const script = 'printf %s "$1" > /proc/$$/comm && echo ready && read line';
  const child = spawn('sh', ['-c', script, 'sh', name], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  if (child.pid === undefined) throw new Error('sh does not start');
  return Object.assign(child, { pid: child.pid });
}

t.test('state and start time are found behind any name', async (t) => {
  for (const name of ['plain', 'a b c', ') Z 1 2 3', '((', 'x) R (y', ')']) {
    const { pid } = await namedProcess(t, name);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    t.ok(stat.includes(`(${name}) `), 'the process has the name');
    const fields = stat.slice(stat.indexOf(`(${name}) `) + name.length + 3).split(' ');
    t.match(processStatus(pid), { state: /^[SRD]$/, startTime: Number(fields[19]) }, name);
  }
});

t.test('the start time is that since the machine started, in clock ticks', (t) => {
  const ticks = processStatus(process.pid)?.startTime ?? 0;
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
  t.ok(ticks > 0 && ticks / 100 <= uptime + 1);
  t.end();
});

t.test('a process that is not there has no status', (t) => {
  t.equal(processStatus(2 ** 22 + 1), undefined);
  t.equal(processStatus(0), undefined);
  t.end();
});
