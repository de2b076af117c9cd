import type { LinuxMemory } from '../spec/config.ts';
import { isAsked, type Refusal } from './lowering.ts';

export const memoryPointer = '/linux/resources/memory';

const limits = ['limit', 'reservation', 'swap', 'kernel', 'kernelTCP'] as const;

/** The limit on memory and swap together: with unlimited memory, swap is unlimited unless it is set. */
export function swapOf({ limit, swap }: LinuxMemory): number | bigint | undefined {
  return limit === -1 && !isAsked(swap) ? -1 : swap;
}

/** What neither version of cgroups can honour. */
export function memoryRefusals(memory: LinuxMemory): readonly Refusal[] {
  const { limit, swap, kernel, swappiness } = memory;
  const negative = limits
    .filter((name) => (memory[name] ?? 0) < -1)
    .map((name) => refuse(name, `is ${memory[name]}; wanted -1 (no limit) or a number of bytes`));
  if (negative.length > 0) return negative;
  const refusals: Refusal[] = [];
  if (isAsked(limit) && isAsked(swap) && limit !== -1 && swap !== -1 && swap < limit) {
    const problem = `is ${swap}, less than limit (${limit}); it counts memory and swap together`;
    refusals.push(refuse('swap', problem));
  }
  if (isAsked(kernel) && kernel !== -1) {
    const problem =
      'cannot be honoured: Linux keeps no limit on kernel memory since 5.16; remove it';
    refusals.push(refuse('kernel', `${problem}, as limit covers kernel memory`));
  }
  if (swappiness !== undefined && swappiness > 100) {
    refusals.push(refuse('swappiness', `is ${swappiness}; wanted a number from 0 to 100`));
  }
  return refusals;
}

export function refuse(name: keyof LinuxMemory, problem: string): Refusal {
  return { pointer: `${memoryPointer}/${name}`, problem };
}
