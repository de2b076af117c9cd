import type { Plan } from '../../plan/plan.ts';
import { planCreate } from '../../runtime/create.ts';
import { loadBundle } from '../../runtime/load-bundle.ts';
import { checkRoot } from '../../runtime/trusted-root.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

/** `create [OPTIONS] ID`; a bundle behind the id is the oldest spelling of --bundle. */
export function create(invocation: Invocation): Plan {
  const { globals, report, words } = invocation;
  const [id = '', bundle] = words;
  checkRoot(globals.root);
  const options = launchOptions(invocation, { id, bundle, foreground: false });
  return planCreate({ ...loadBundle(options), root: globals.root, report });
}
