import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { loadResources, STANDARD_INPUT } from '../../runtime/load-resources.ts';
import { planUpdate } from '../../runtime/update.ts';
import { pathFor } from '../caller.ts';
import type { Invocation } from '../invocation.ts';
import { resourcesOf } from './update-resources.ts';

export function update({ caller, globals, report, values, words: [id = ''] }: Invocation): Plan {
  const container = loadContainer(globals.root, id);
  const file = values['resources'] ?? '';
  if (file !== '') {
    const path = file === '-' ? STANDARD_INPUT : pathFor(caller, file);
    return planUpdate({ container, source: path, resources: loadResources(path), report });
  }
  return planUpdate({
    container,
    source: 'the request',
    resources: resourcesOf(values),
    intelRdt: {
      ...(values['l3-cache-schema'] && { l3CacheSchema: values['l3-cache-schema'] }),
      ...(values['mem-bw-schema'] && { memBwSchema: values['mem-bw-schema'] }),
    },
    report,
  });
}
