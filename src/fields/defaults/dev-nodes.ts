import { cleanPath } from '../../lib/clean-path.ts';
import { deviceSteps, fillsDev } from '../device-node.ts';
import type { Field } from '../field.ts';

/** Name below /dev and minor number of the memory devices, and of tty. Source: config-linux.md#default-devices. */
const defaultNodes = [
  { name: 'null', major: 1, minor: 3 },
  { name: 'zero', major: 1, minor: 5 },
  { name: 'full', major: 1, minor: 7 },
  { name: 'random', major: 1, minor: 8 },
  { name: 'urandom', major: 1, minor: 9 },
  { name: 'tty', major: 5, minor: 0 },
];

/** The device nodes that every container has, but for those that linux.devices speaks of. */
export const devNodes: Field = {
  pointer: 'default:/dev',
  compile(context) {
    const { mode, spec } = context;
    if (mode === 'exec' || !fillsDev(context)) return [];
    const given = new Set((spec.linux?.devices ?? []).map(({ path }) => cleanPath(path)));
    return defaultNodes.flatMap(({ name, major, minor }) => {
      const path = `/dev/${name}`;
      if (given.has(path)) return [];
      const node = { at: `default:${path}`, path, type: 'c', major, minor } as const;
      return deviceSteps({ ...node, mode: 0o666, uid: 0, gid: 0 }, context);
    });
  },
};
