import type { Mount, Spec } from '../../spec/config.ts';
import type { HostFacts } from '../facts.ts';
import { contextOf } from '../testing.ts';
import { mounts } from './index.ts';

/** What the mounts of one configuration become, for the tests of this folder. */
export interface Given {
  readonly linux?: Spec['linux'];
  readonly facts?: Partial<HostFacts>;
}

function contextFor(list: readonly Mount[], { linux, facts }: Given = {}) {
  const spec = { mounts: list, ...(linux === undefined ? {} : { linux }) };
  return contextOf({ spec, ...(facts === undefined ? {} : { facts }) });
}

export const stepsOf = (list: readonly Mount[], given?: Given) =>
  mounts.compile?.(contextFor(list, given)) ?? [];
export const opsOf = (list: readonly Mount[], given?: Given) =>
  stepsOf(list, given).map(({ op }) => op);
export const namesOf = (list: readonly Mount[], given?: Given) =>
  stepsOf(list, given).map(({ phase, op }) => `${phase} ${op.op}`);
export const faultsOf = (list: readonly Mount[], given?: Given) =>
  (mounts.check?.(contextFor(list, given)) ?? []).map(({ pointer }) => pointer);

export const tmpfs: Mount = { destination: '/data', type: 'tmpfs', source: 'tmpfs' };
export const bind: Mount = {
  destination: '/data',
  type: 'none',
  source: '/src',
  options: ['rbind'],
};
export const withUser = { namespaces: [{ type: 'user' as const }] };
