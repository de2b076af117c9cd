/** What checkpoint and restore are told by their options; criu(8) explains each. Paths are absolute. */
export interface CriuOptions {
  readonly imagePath: string;
  /** For the log and what else criu writes; undefined: imagePath. */
  readonly workPath: string | undefined;
  readonly tcpEstablished: boolean;
  readonly extUnixSk: boolean;
  readonly shellJob: boolean;
  readonly fileLocks: boolean;
  readonly autoDedup: boolean;
  readonly lazyPages: boolean;
  readonly manageCgroupsMode: CgroupsMode;
  /** CLONE_NEW flags of namespaces that are restored empty. */
  readonly emptyNamespaces: number;
}

export interface CheckpointOptions extends CriuOptions {
  /** Relative to imagePath, as criu wants it; undefined: a whole checkpoint. */
  readonly parentPath: string | undefined;
  readonly leaveRunning: boolean;
  readonly preDump: boolean;
  readonly tcpSkipInFlight: boolean;
  readonly linkRemap: boolean;
  readonly pageServer: { readonly address: string; readonly port: number } | undefined;
  /** A descriptor of the caller that gets a NUL once lazy pages can be asked for. */
  readonly statusFd: number | undefined;
  readonly networkLock: NetworkLock | undefined;
}

export interface RestoreOptions extends CriuOptions {
  readonly tcpClose: boolean;
  readonly lsmProfile: string | undefined;
  readonly lsmMountContext: string | undefined;
}

/** criu_cg_mode of criu's rpc.proto, by the words of the option. */
export const cgroupsModes = { ignore: 0, soft: 3, full: 4, strict: 5, '': 6 } as const;
export type CgroupsMode = keyof typeof cgroupsModes;

/** criu_network_lock_method. */
export const networkLocks = { iptables: 1, nftables: 2, skip: 3 } as const;
export type NetworkLock = keyof typeof networkLocks;
