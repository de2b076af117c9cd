import type { Plan } from '../../plan/plan.ts';
import { anticipateBundle, loadBundle } from '../../runtime/load-bundle.ts';
import { checkedNotifySocket } from '../../runtime/notify.ts';
import { planRun } from '../../runtime/run.ts';
import { checkRoot } from '../../runtime/trusted-root.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

/** `run [OPTIONS] ID`; a bundle behind the id as for create. */
export function run(invocation: Invocation): Plan {
  const { caller, globals, report, values, words } = invocation;
  const [id = '', bundle] = words;
  const foreground = values['detach'] !== 'true';
  const options = launchOptions(invocation, { id, bundle, foreground });
  anticipateBundle(globals.root, options);
  checkRoot(globals.root);
  return planRun({
    ...loadBundle(options),
    root: globals.root,
    keep: values['keep'] === 'true',
    subreaper: values['no-subreaper'] !== 'true',
    notify: checkedNotifySocket(caller.environment('NOTIFY_SOCKET')),
    report,
  });
}
