import type { Step } from '../../plan/step.ts';
import type { Mount } from '../../spec/config.ts';
import type { Field, FieldContext } from '../field.ts';
import { bindSteps } from '../mounts/bind.ts';
import { readMount } from '../mounts/entry.ts';

const at = 'NOTIFY_SOCKET';
const DESTINATION = '/run/notify';
const NAME = 'notify.sock';

/** The directory of the socket on which a container says that it is ready. */
export function notifyDirectory(stateDirectory: string): string {
  return `${stateDirectory}/notify`;
}

/** The socket, which start binds: then it is there for the program, and nobody has to listen before. */
export function notifySocketPath(stateDirectory: string): string {
  return `${notifyDirectory(stateDirectory)}/${NAME}`;
}

/**
 * A container that is started for a service manager (sd_notify(3)) does not get the socket of that, by
 * which it could say anything about the service. It has one of its own, and start says on that it is
 * ready. Destination and variable are those of runc.
 */
export const notifySocket: Field = {
  pointer: at,
  compile(context) {
    if (!isNotified(context)) return [];
    const path = notifyDirectory(context.options.stateDirectory);
    const what = `make ${path}`;
    const make: Step = {
      phase: 'claim',
      op: { op: 'makeDirectory', at, what, path, mode: 0o755, exclusive: true },
    };
    const mount: Mount = {
      destination: DESTINATION,
      type: 'bind',
      source: path,
      options: ['bind', 'nosuid', 'noexec', 'nodev', 'ro'],
    };
    return [make, ...bindSteps(readMount(mount, { key: 'notify', pointer: at }), context)];
  },
};

function isNotified({ mode, spec, options }: FieldContext): boolean {
  return mode === 'create' && spec.process !== undefined && options.notified;
}

/** What the program reads of it. */
export function notifyVariable(context: FieldContext): readonly string[] {
  return isNotified(context) ? [`NOTIFY_SOCKET=${DESTINATION}/${NAME}`] : [];
}
