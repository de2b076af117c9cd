import type { Fault } from '../../errors/fault.ts';
import { NONE } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { propagations } from '../../spec/tables/mount-options.ts';
import type { Field, FieldContext } from '../field.ts';
import { leaveInherited } from '../linux/namespaces/inherited-mount.ts';
import { inheritedPropagation, propagationFlags, rootfsPropagationOf } from '../propagation.ts';
import { quote } from '../quote.ts';

const pointer = '/root/path';
const section = 'config.md#root';

/** Source: asm-generic/fcntl.h. */
const O_PATH = 0x20_0000;

/** The root filesystem, bound on itself so that it is a mount of its own. */
export const rootPath: Field = {
  pointer,
  check(context) {
    if (context.mode === 'exec') return [];
    return rootFaults(context);
  },
  compile(context) {
    return context.mode === 'exec'
      ? [openJoined(context)]
      : [...leaveInherited(context), ...isolate(context), ...bindRoot(context)];
  },
};

/** Who has joined the container's mount namespace has its root as its own. */
function openJoined({ slots }: FieldContext): Step {
  const what = 'open the root of the container';
  const out = slots.take(slotNames.root);
  return {
    phase: 'root',
    op: { op: 'openFile', at: pointer, what, path: '/', flags: O_PATH, out },
  };
}

function rootFaults({ spec, facts }: FieldContext): Fault[] {
  if (spec.root === undefined) {
    return [{ pointer: '/root', problem: 'is missing; Linux needs a root filesystem', section }];
  }
  const fault = (problem: string): Fault[] => [{ pointer, problem, section }];
  const { path } = spec.root;
  if (path === '') return fault('is empty; wanted the path of a directory');
  const { kind, path: real } = facts.root;
  if (kind === 'missing') return fault(`is ${quote(path)}, which does not exist`);
  if (kind === 'other') return fault(`is ${quote(path)}, which is not a directory`);
  if (real !== '/') return [];
  return fault(`is ${quote(path)}, the root of the host, which cannot be a root inside itself`);
}

function isolate({ spec }: FieldContext): Step[] {
  const type = inheritedPropagation(spec);
  const op: Op = {
    op: 'propagation',
    at: spec.linux?.rootfsPropagation === undefined ? pointer : '/linux/rootfsPropagation',
    what: `make the mounts of the container's mount namespace ${type}`,
    path: '/',
    flags: propagationFlags({ type, recursive: true }),
  };
  return [{ phase: 'root', op }];
}

/**
 * The bound root inherits the propagation of the mount it lies on. It becomes private, a slave where
 * that is asked for: pivot_root(2) takes no shared root, and no mount below it may reach the host.
 */
function bindRoot({ spec, facts, slots }: FieldContext): Step[] {
  const root = slots.take(slotNames.root);
  const type = rootfsPropagationOf(spec)?.type === 'slave' ? 'slave' : 'private';
  const bind: Op = {
    op: 'bindRoot',
    at: pointer,
    what: `bind the root filesystem ${quote(facts.root.path)} on itself`,
    path: facts.root.path,
    recursive: true,
    out: root,
  };
  const detach: Op = {
    op: 'mountAttributes',
    at: pointer,
    what: `make the root filesystem ${type}`,
    mount: root,
    set: 0,
    clear: 0,
    propagation: propagations[type],
    recursive: true,
    userNamespace: NONE,
  };
  return [
    { phase: 'root', op: bind },
    { phase: 'root', op: detach },
  ];
}
