import type { Op, OpName } from './ops.ts';

/** In one track, every `before` comes before every `after`. */
export interface OrderRule {
  readonly before: OpName;
  readonly after: OpName;
  /** Holds for the first `before` alone: later ones do other work. */
  readonly first?: true;
  readonly because: string;
}

/** Why the phases are in the order they are. docs/invariants.md is written from these rows. */
export const orderRules: readonly OrderRule[] = [
  {
    before: 'writeFile',
    after: 'cgroupCreate',
    first: true,
    because: 'after a kill at any point, delete must find in the record what to remove',
  },
  {
    before: 'cgroupCreate',
    after: 'go',
    because: 'init sets nothing of the container up outside of its cgroups',
  },
  {
    before: 'cgroupEnter',
    after: 'bindRoot',
    because: "what mounts take up is counted, and limited, as the container's",
  },
  {
    before: 'joinNamespace',
    after: 'bindRoot',
    because: 'the root is mounted in the mount namespace of the container',
  },
  {
    before: 'privateProc',
    after: 'pivotRoot',
    because: 'the kernel mounts a procfs in a user namespace only where one is fully visible',
  },
  {
    before: 'propagation',
    after: 'bindRoot',
    because: 'no mount of the container may propagate to the host',
  },
  {
    before: 'pivotRoot',
    after: 'openTerminal',
    because: 'the console comes from the devpts of the container',
  },
  {
    before: 'makeNode',
    after: 'maskPath',
    because: 'nodes are made below /dev before anything covers it',
  },
  {
    before: 'readonlyPath',
    after: 'maskPath',
    because: 'a mask below a read-only path must stay on top of it',
  },
  {
    before: 'maskPath',
    after: 'enterRoot',
    because: 'who is back in the mount namespace of the runtime must mount nothing',
  },
  {
    before: 'readonlyPath',
    after: 'enterRoot',
    because: 'who is back in the mount namespace of the runtime must mount nothing',
  },
  {
    before: 'attach',
    after: 'enterRoot',
    because: 'who is back in the mount namespace of the runtime must mount nothing',
  },
  {
    before: 'enterRoot',
    after: 'boundingSet',
    because: 'returning needs CAP_SYS_ADMIN and CAP_SYS_CHROOT, which the process may not keep',
  },
  {
    before: 'boundingSet',
    after: 'keepCapabilities',
    because: 'dropping from the bounding set needs CAP_SETPCAP, which the new user may lack',
  },
  {
    before: 'setGroups',
    after: 'capabilities',
    because: 'setgroups needs CAP_SETGID, which the process may not keep',
  },
  {
    before: 'capabilities',
    after: 'ambientSet',
    because: 'an ambient capability must be permitted and inheritable first',
  },
  {
    before: 'capabilities',
    after: 'resolveExecutable',
    because: 'the executable is looked up with the rights of the final user',
  },
  {
    before: 'resolveExecutable',
    after: 'awaitStart',
    because: 'a missing executable fails create, not start',
  },
  {
    before: 'parentDeath',
    after: 'awaitStart',
    because: 'init outlives the runtime that created it',
  },
  {
    before: 'inheritFds',
    after: 'execute',
    because: 'no descriptor of the runtime reaches the program (CVE-2024-21626)',
  },
];

/** The rules that a plan's tracks break, each once. */
export function brokenOrder(steps: readonly Op[]): readonly OrderRule[] {
  const broken = orderRules.filter((rule) => breaks(rule, steps));
  const nested = steps.flatMap((op) => (op.op === 'clone' ? brokenOrder(op.init) : []));
  return [...broken, ...nested];
}

function breaks(rule: OrderRule, steps: readonly Op[]): boolean {
  const isBefore = (op: Op): boolean => op.op === rule.before;
  const before = rule.first ? steps.findIndex(isBefore) : steps.findLastIndex(isBefore);
  const after = steps.findIndex((op) => op.op === rule.after);
  return before >= 0 && after >= 0 && before > after;
}
