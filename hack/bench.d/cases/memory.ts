import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf, readOr } from '../../../test/support/processes.ts';
import { markedProcesses } from '../clear-away.ts';
import type { Competitor } from '../competitor.ts';
import { mark, markVariable, serviceVariable } from '../mark.ts';
import type { Series } from '../series.ts';
import { type Bench, type Case, readers } from './case.ts';

/** How long what is about to end may still take. */
const settleMilliseconds = 200;
const startMilliseconds = 10_000;

export const memoryCase: Case = {
  name: 'memory',
  about: 'the largest process of a create; what stays resident beside a running container',
  measure: async (bench) => {
    const found: Series[] = [];
    for (const competitor of readers(bench).competitors) {
      found.push(...(await detached(bench, competitor)), await foreground(bench, competitor));
      if (competitor.service !== undefined) found.push(serviceOf(competitor));
    }
    return found;
  },
};

async function detached({ stage, timer }: Bench, competitor: Competitor): Promise<Series[]> {
  const { name } = competitor;
  const container = stage.container(name, 'detached', { waits: true });
  const [create] = await timer.run([
    { time: competitor.command('create', container), label: 'create' },
    { do: competitor.command('start', container) },
  ]);
  await sleep(settleMilliseconds);
  const stays = residentOf(markedProcesses());
  await timer.run([{ insist: competitor.command('delete --force', container) }]);
  return [
    series('largest process of create', name, create?.kibibytes ?? Number.NaN),
    series('resident, detached', name, stays),
  ];
}

async function foreground({ stage }: Bench, competitor: Competitor): Promise<Series> {
  const container = stage.container(competitor.name, 'foreground', { waits: true });
  const child = spawn('/usr/bin/env', competitor.command('run', container), {
    env: { PATH: process.env['PATH'], [markVariable]: mark },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  await programRuns(competitor.pidFile(container));
  await sleep(settleMilliseconds);
  const stays = residentOf(markedProcesses());
  spawnSync('/usr/bin/env', competitor.command('kill', container));
  await ended;
  return series('resident, foreground', competitor.name, stays);
}

/** What is there once, however many containers there are. */
function serviceOf({ name }: Competitor): Series {
  return series(
    'resident, warm planner',
    name,
    residentOf(withDescendants(markedProcesses(serviceVariable))),
  );
}

/** A planner gets an environment of the executor's making, without our mark. */
function withDescendants(pids: readonly number[]): number[] {
  return pids.flatMap((pid) => [pid, ...withDescendants(childrenOf(pid))]);
}

/** Waits until the program of the container has been executed. */
async function programRuns(pidFile: string): Promise<void> {
  for (const until = Date.now() + startMilliseconds; Date.now() < until; await sleep(10)) {
    if (readOr(`/proc/${Number(readOr(pidFile, '0'))}/comm`).trim() === 'guest') return;
  }
  throw new Error(`no program runs after ${startMilliseconds} ms: ${pidFile}`);
}

/**
 * Resident KiB of processes, by a walk over their pages: the counters that ps(1) reads, and those of
 * wait4(2), are off by up to some hundred KiB since Linux 6.2.
 */
function residentOf(pids: readonly number[]): number {
  return pids
    .map((pid) => /^Rss:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1])
    .reduce((sum, size) => sum + Number(size ?? 0), 0);
}

function series(measure: string, competitor: string, kibibytes: number): Series {
  return { measure, competitor, milliseconds: [], processor: [], kibibytes: [kibibytes] };
}
