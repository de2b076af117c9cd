import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { fillsDev } from '../device-node.ts';
import type { Field } from '../field.ts';
import { quote } from '../quote.ts';

interface DevLink {
  readonly path: string;
  readonly target: string;
  /** Whether what the image has there gives way. */
  readonly replace: boolean;
}

/** Source: config-linux.md#default-devices, runtime-linux.md#dev-symbolic-links. */
const links: readonly DevLink[] = [
  { path: '/dev/fd', target: '/proc/self/fd', replace: false },
  { path: '/dev/stdin', target: '/proc/self/fd/0', replace: false },
  { path: '/dev/stdout', target: '/proc/self/fd/1', replace: false },
  { path: '/dev/stderr', target: '/proc/self/fd/2', replace: false },
  { path: '/dev/core', target: '/proc/kcore', replace: false },
  // A node of the image would make terminals on the devpts of the host.
  { path: '/dev/ptmx', target: 'pts/ptmx', replace: true },
];

/** The links below /dev that programs expect. */
export const devLinks: Field = {
  pointer: 'default:/dev',
  compile(context) {
    const { mode, slots } = context;
    if (mode === 'exec' || !fillsDev(context)) return [];
    return links.map(
      ({ path, target, replace }): Step => ({
        phase: 'devices',
        op: {
          op: 'makeSymlink',
          at: `default:${path}`,
          what: `make the link ${quote(path)} to ${quote(target)}`,
          root: slots.take(slotNames.root),
          path,
          target,
          replace,
        },
      }),
    );
  },
};
