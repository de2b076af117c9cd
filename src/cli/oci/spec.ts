import { RuntimeError } from '../../errors/runtime-error.ts';
import { absolutePath } from '../../lib/absolute-path.ts';
import type { Plan } from '../../plan/plan.ts';
import { planSpec } from '../../runtime/spec.ts';
import type { Invocation } from '../invocation.ts';

export function spec({ caller, report, values }: Invocation): Plan {
  const bundle = absolutePath(caller.workingDirectory, values['bundle'] ?? '.');
  if (values['bundle'] === '') throw new RuntimeError('usage', '--bundle names no directory');
  return planSpec({ bundle, rootless: values['rootless'] === 'true', ids: caller, report });
}
