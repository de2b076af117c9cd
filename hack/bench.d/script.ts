/** The lines that native/bench/timer.c reads; its head says what each does. */
export type Instruction =
  | { readonly do: readonly string[] }
  | { readonly time: readonly string[]; readonly label: string }
  | { readonly together: readonly string[]; readonly count: number; readonly label: string }
  | { readonly insist: readonly string[] }
  | { readonly await: string };

export function scriptText(instructions: readonly Instruction[]): string {
  return instructions.map((each) => `${wordsOf(each).map(checked).join('\t')}\n`).join('');
}

function wordsOf(instruction: Instruction): readonly string[] {
  if ('do' in instruction) return ['do', ...instruction.do];
  if ('insist' in instruction) return ['insist', ...instruction.insist];
  if ('time' in instruction) return ['time', instruction.label, ...instruction.time];
  if ('await' in instruction) return ['await', instruction.await];
  return ['together', instruction.label, `${instruction.count}`, ...instruction.together];
}

function checked(word: string): string {
  if (/[\t\n]/.test(word))
    throw new Error(`a word of a script cannot hold ${JSON.stringify(word)}`);
  return word;
}
