/** A command run at one point of the life cycle. Source: config.md#posix-platform-hooks. */
export interface Hook {
  /** An absolute path. */
  readonly path: string;
  /** `argv`, its first entry included. */
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  /** Seconds, at least 1. */
  readonly timeout?: number;
}

/** The hooks by the point at which they run, each list in its order. Source: config.md#posix-platform-hooks. */
export interface Hooks {
  /** Deprecated by the specification, run before `createRuntime`. */
  readonly prestart?: readonly Hook[];
  readonly createRuntime?: readonly Hook[];
  readonly createContainer?: readonly Hook[];
  readonly startContainer?: readonly Hook[];
  readonly poststart?: readonly Hook[];
  readonly poststop?: readonly Hook[];
}

/** The name of a list of hooks. */
export type HookName = keyof Hooks;
