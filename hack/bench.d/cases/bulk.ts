import type { Competitor } from '../competitor.ts';
import type { Instruction } from '../script.ts';
import { unmeasured } from '../series.ts';
import type { Stage } from '../stage.ts';

/** How many commands make or remove containers at a time where nobody measures it. */
const atOnce = 8;

/** Containers of one competitor that are there while something else is measured. */
export class Bulk {
  readonly #stage: Stage;
  readonly #competitor: Competitor;
  readonly #groups: { readonly name: string; readonly count: number }[] = [];

  constructor(stage: Stage, competitor: Competitor) {
    this.#stage = stage;
    this.#competitor = competitor;
  }

  get count(): number {
    return this.#groups.reduce((sum, group) => sum + group.count, 0);
  }

  /** What makes more of them, until there are so many; their bundles are written at once. */
  growTo(total: number): Instruction[] {
    const instructions: Instruction[] = [];
    while (this.count < total) {
      const group = {
        name: `many-${this.#groups.length}`,
        count: Math.min(atOnce, total - this.count),
      };
      for (let number = 0; number < group.count; number++) {
        this.#stage.container(this.#competitor.name, `${group.name}-${number}`, { waits: true });
      }
      this.#groups.push(group);
      instructions.push(this.#command('create', group));
    }
    return instructions;
  }

  removal(): Instruction[] {
    return this.#groups.map((group) => this.#command('delete --force', group));
  }

  #command(verb: 'create' | 'delete --force', group: { name: string; count: number }): Instruction {
    return togetherOf(this.#competitor, verb, {
      place: this.#stage.place(this.#competitor.name, `${group.name}-%`),
      count: group.count,
      label: unmeasured,
    });
  }
}

/** One verb of containers whose names have "%" where their number is. */
export function togetherOf(
  competitor: Competitor,
  verb: Parameters<Competitor['command']>[0],
  of: { place: Parameters<Competitor['command']>[1]; count: number; label: string },
): Instruction {
  return { together: competitor.command(verb, of.place), count: of.count, label: of.label };
}
