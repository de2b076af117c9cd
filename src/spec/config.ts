import type { Hooks, LinuxCapabilities } from './config.generated.ts';

/** The types of config.json, written from its schemas; what is said of a field is said there. */
export type * from './config.generated.ts';
export type { Int64, Uint64 } from './integer.ts';

/** The name of a list of hooks. */
export type HookName = keyof Hooks;

/** The name of a set of capabilities. */
export type LinuxCapabilitySet = keyof LinuxCapabilities;
