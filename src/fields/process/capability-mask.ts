import type { LinuxCapabilitySet } from '../../spec/config.ts';
import { capabilities, isCapabilityName } from '../../spec/tables/capabilities.ts';

export const capabilitySets: readonly LinuxCapabilitySet[] = [
  'bounding',
  'effective',
  'inheritable',
  'permitted',
  'ambient',
];

/** One bit a capability. Names that Linux does not know count for nothing. */
export function maskOf(names: readonly string[] = []): bigint {
  const bits = names.map((name) =>
    isCapabilityName(name) ? 1n << BigInt(capabilities[name]) : 0n,
  );
  return bits.reduce((mask, bit) => mask | bit, 0n);
}
