/** A range of ids: `size` ids from `hostID` on appear from `containerID` on. Source: config-linux.md#user-namespace-mappings. */
export interface LinuxIDMapping {
  readonly containerID: number;
  readonly hostID: number;
  readonly size: number;
}

/** The root filesystem. `path` is absolute or relative to the bundle. Source: config.md#root. */
export interface Root {
  readonly path: string;
  readonly readonly?: boolean;
}

/** One mount; mounts are made in the listed order. Source: config.md#mounts. */
export interface Mount {
  /** Path in the container; a relative one is deprecated and is relative to `/`. */
  readonly destination: string;
  readonly type?: string;
  /** A device, a dummy, or for a bind mount a path, absolute or relative to the bundle. */
  readonly source?: string;
  /** Names of the table in config.md#linux-mount-options; every other one goes to the filesystem. */
  readonly options?: readonly string[];
  readonly uidMappings?: readonly LinuxIDMapping[];
  readonly gidMappings?: readonly LinuxIDMapping[];
}
