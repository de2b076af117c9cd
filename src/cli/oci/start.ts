import type { Plan } from '../../plan/plan.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { checkedNotifySocket } from '../../runtime/notify.ts';
import { planStart } from '../../runtime/start.ts';
import type { Invocation } from '../invocation.ts';

export function start({ caller, globals, report, words: [id = ''] }: Invocation): Plan {
  const notify = checkedNotifySocket(caller.environment('NOTIFY_SOCKET'));
  return planStart(loadContainer(globals.root, id), report, notify);
}
