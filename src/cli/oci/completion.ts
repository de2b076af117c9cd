import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { planText } from '../../runtime/messages.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Invocation } from '../invocation.ts';

const scripts: Readonly<Record<string, () => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `completion bash|zsh|fish`: the script for that shell. */
export function completion({ report, words: [shell = ''] }: Invocation): Plan {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) {
    throw new RuntimeError('usage', `there is no completion for ${JSON.stringify(shell)}`, {
      hint: 'name bash, zsh or fish',
    });
  }
  return planText(script(), report);
}
