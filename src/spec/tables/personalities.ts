import type { LinuxPersonalityDomain } from '../config.ts';

/** Execution domains for personality(2). Source: linux/personality.h. */
export const personalities: Readonly<Record<LinuxPersonalityDomain, number>> = {
  LINUX: 0x0000,
  LINUX32: 0x0008,
};
