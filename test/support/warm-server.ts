import { readFileSync } from 'node:fs';
import { type Background, background } from './background.ts';
import type { CopiedInstall } from './copied-install.ts';
import { childrenOf, hasEnded } from './processes.ts';
import { type CallOptions, call, type Outcome } from './runtime.ts';
import type { Stage } from './stage.ts';
import { eventually } from './wait.ts';

/** A `pelagos planner serve` of a copied install, at a socket in the folder of a stage. It does not practise. */
export class WarmServer {
  readonly socket: string;
  readonly #copy: CopiedInstall;
  readonly #process: Background;

  constructor(stage: Stage, copy: CopiedInstall, options: readonly string[] = []) {
    this.socket = stage.path('planner.sock');
    this.#copy = copy;
    const words = ['planner', 'serve', '--socket', this.socket, '--practice', '0', ...options];
    this.#process = background([copy.runtime, ...words], stage.path('server.log'));
    if (!eventually(() => this.#listens())) {
      throw new Error(`the server did not begin: ${this.#process.output()}`);
    }
  }

  /** A leftover is a file without a line here, and a socket is bound before it listens (proc(5)). */
  #listens(): boolean {
    const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
    return lines.some((line) => line.includes(' 00010000 ') && line.endsWith(` ${this.socket}`));
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** The planner that it keeps warm. */
  get planner(): number {
    return childrenOf(this.pid)[0] ?? 0;
  }

  /** Calls the program so that it asks this server; how often it has spawned a planner meanwhile. */
  call(
    words: readonly string[],
    options: CallOptions = {},
  ): Outcome & { readonly spawned: number } {
    const before = this.#copy.asked;
    const outcome = call([this.#copy.runtime, ...words], {
      ...options,
      env: { ...options.env, PELAGOS_PLANNER_SOCKET: this.socket },
    });
    return { ...outcome, spawned: this.#copy.asked - before };
  }

  ended(milliseconds?: number): boolean {
    return this.#process.ended(milliseconds);
  }

  signal(name: NodeJS.Signals): void {
    if (!hasEnded(this.pid)) process.kill(this.pid, name);
  }

  output(): string {
    return this.#process.output();
  }

  stop(): void {
    this.#process.stop();
    this.ended();
  }
}
