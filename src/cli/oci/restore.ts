import type { Plan } from '../../plan/plan.ts';
import { loadBundle } from '../../runtime/load-bundle.ts';
import { planRestore } from '../../runtime/restore.ts';
import { checkRoot } from '../../runtime/trusted-root.ts';
import type { Invocation } from '../invocation.ts';
import { criuOptions } from './criu-values.ts';
import { launchOptions } from './launch-options.ts';

/** `restore [OPTIONS] ID`. */
export function restore(invocation: Invocation): Plan {
  const { globals, report, values, words } = invocation;
  checkRoot(globals.root);
  const options = {
    ...criuOptions(invocation),
    tcpClose: values['tcp-close'] === 'true',
    lsmProfile: values['lsm-profile'] || undefined,
    lsmMountContext: values['lsm-mount-context'] || undefined,
  };
  const [id = ''] = words;
  const foreground = values['detach'] !== 'true';
  const launch = launchOptions(invocation, { id, bundle: undefined, foreground });
  return planRestore({
    ...loadBundle(launch),
    root: globals.root,
    options,
    subreaper: values['no-subreaper'] !== 'true',
    report,
  });
}
