import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { planDelete, planDeleteMany, planDeleteUnrecorded } from '../../runtime/delete.ts';
import { loadContainer, loadUnrecorded } from '../../runtime/load-container.ts';
import { matchingIds } from '../../runtime/matching-ids.ts';
import { planNothing } from '../../runtime/messages.ts';
import type { Invocation } from '../invocation.ts';

/** Called delete as a command; the word is reserved in the language. */
export function deleteContainer({ globals, report, values, words: [id = ''] }: Invocation): Plan {
  const force = values['force'] === 'true';
  if (values['regex'] === 'true') {
    const ids = matchingIds(globals.root, id);
    const containers = ids.map((name) => loadContainer(globals.root, name));
    return planDeleteMany(containers, force, report);
  }
  try {
    return planDelete({ container: loadContainer(globals.root, id), force, report });
  } catch (error) {
    if (!force || !(error instanceof RuntimeError)) throw error;
    if (error.code !== 'container-missing' && error.code !== 'unreadable-state') throw error;
    const remains = loadUnrecorded(globals.root, id);
    return remains === undefined ? planNothing(report) : planDeleteUnrecorded(remains, report);
  }
}
