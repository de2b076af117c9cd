import { RuntimeError } from '../../errors/runtime-error.ts';
import { absolutePath } from '../../lib/absolute-path.ts';
import type { Plan } from '../../plan/plan.ts';
import { planSpec } from '../../runtime/spec.ts';
import { pathFor } from '../caller.ts';
import type { Invocation } from '../invocation.ts';

export function spec({ caller, report, values }: Invocation): Plan {
  for (const name of ['bundle', 'file']) {
    if (values[name] === '') throw new RuntimeError('usage', `--${name} is empty`);
  }
  const bundle = pathFor(caller, values['bundle'] ?? '.');
  const path = absolutePath(bundle, values['file'] ?? 'config.json');
  const rootless = values['rootless'] === 'true';
  return planSpec({ path, rootless, ids: caller, report });
}
