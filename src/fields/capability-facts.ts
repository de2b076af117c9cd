import { type CapabilityName, capabilities } from '../spec/tables/capabilities.ts';
import type { HostFacts } from './facts.ts';

/** Whether the caller has the capability in its own user namespace. */
export function isCapable(facts: HostFacts, name: CapabilityName): boolean {
  return ((facts.capabilities >> BigInt(capabilities[name])) & 1n) === 1n;
}
