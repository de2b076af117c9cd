import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { eventually, sleep } from '../../test/support/wait.ts';
import type { Competitor } from './competitor.ts';
import { mark, serviceVariable } from './mark.ts';
import type { Stage } from './stage.ts';

/** A warm planner practises first, as one has that has served for a while. */
const PRACTICE_MS = 8000;

/** Starts what competitors want to have beside them; call what it returns to end it. */
export function startServices(competitors: readonly Competitor[], stage: Stage): () => void {
  const started: ChildProcess[] = [];
  for (const { name, service } of competitors) {
    if (service === undefined) continue;
    mkdirSync(stage.root(name), { recursive: true, mode: 0o711 });
    const { argv, socket } = service(stage.root(name));
    const [program = '', ...args] = argv;
    const env = { PATH: process.env['PATH'], [serviceVariable]: mark };
    started.push(spawn(program, args, { env, stdio: 'ignore' }));
    if (!eventually(() => existsSync(socket))) throw new Error(`${argv.join(' ')} does not serve`);
  }
  if (started.length > 0) sleep(PRACTICE_MS);
  return () => {
    for (const child of started) child.kill('SIGTERM');
  };
}
