import type { Plan } from '../../plan/plan.ts';
import { planCreate } from '../../runtime/create.ts';
import { anticipateBundle, loadBundle } from '../../runtime/load-bundle.ts';
import { checkRoot } from '../../runtime/trusted-root.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

/** `create [OPTIONS] ID`; a bundle behind the id is the oldest spelling of --bundle. */
export function create(invocation: Invocation): Plan {
  const { globals, report, words } = invocation;
  const [id = '', bundle] = words;
  const options = launchOptions(invocation, { id, bundle, foreground: false });
  anticipateBundle(globals.root, options);
  checkRoot(globals.root);
  return planCreate({ ...loadBundle(options), root: globals.root, report });
}
