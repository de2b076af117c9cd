import type { Int64, Uint64 } from './integer.ts';

/** What the container may use. Source: config-linux.md#control-groups. */
export interface LinuxResources {
  /** Rules applied in the listed order. */
  readonly devices?: readonly LinuxDeviceCgroup[];
  readonly memory?: LinuxMemory;
  readonly cpu?: LinuxCPU;
  readonly pids?: LinuxPids;
  readonly blockIO?: LinuxBlockIO;
  readonly hugepageLimits?: readonly LinuxHugepageLimit[];
  readonly network?: LinuxNetwork;
  /** By the name of the device. */
  readonly rdma?: Readonly<Record<string, LinuxRdma>>;
  /** Files of cgroup v2 and what to write to them. */
  readonly unified?: Readonly<Record<string, string>>;
}

/** A rule of the device controller. Source: config-linux.md#allowed-device-list. */
export interface LinuxDeviceCgroup {
  readonly allow: boolean;
  /** `a` (all) where absent. */
  readonly type?: 'a' | 'c' | 'b';
  /** Any number where absent. */
  readonly major?: Int64;
  /** Any number where absent. */
  readonly minor?: Int64;
  /** Letters of `rwm`. */
  readonly access?: string;
}

/** Bytes; -1 means no limit. Source: config-linux.md#memory. */
export interface LinuxMemory {
  readonly limit?: Int64;
  readonly reservation?: Int64;
  /** Memory and swap together. */
  readonly swap?: Int64;
  /** Deprecated: the kernel has no such limit since 5.4. */
  readonly kernel?: Int64;
  readonly kernelTCP?: Int64;
  /** 0 to 100. */
  readonly swappiness?: Uint64;
  readonly disableOOMKiller?: boolean;
  readonly useHierarchy?: boolean;
  /** Refuse a new limit that is lower than what is in use. */
  readonly checkBeforeUpdate?: boolean;
}

/** Times in microseconds. Source: config-linux.md#cpu. */
export interface LinuxCPU {
  readonly shares?: Uint64;
  /** Negative for no limit. */
  readonly quota?: Int64;
  readonly burst?: Uint64;
  readonly period?: Uint64;
  readonly realtimeRuntime?: Int64;
  readonly realtimePeriod?: Uint64;
  /** A list such as `0-3,7`. */
  readonly cpus?: string;
  /** A list such as `0-3,7`. */
  readonly mems?: string;
  /** 1 makes the cgroup SCHED_IDLE. */
  readonly idle?: Int64;
}

/** Source: config-linux.md#pids. */
export interface LinuxPids {
  /** -1 for no limit; where it is absent, nothing is asked. */
  readonly limit?: Int64;
}

/** A block device by its numbers. Source: config-linux.md#block-io. */
export interface LinuxBlockIODevice {
  readonly major: Int64;
  readonly minor: Int64;
}

/** Source: config-linux.md#block-io. */
export interface LinuxWeightDevice extends LinuxBlockIODevice {
  readonly weight?: number;
  readonly leafWeight?: number;
}

/** `rate` is bytes or operations a second. Source: config-linux.md#block-io. */
export interface LinuxThrottleDevice extends LinuxBlockIODevice {
  readonly rate: Uint64;
}

/** Weights go from 10 to 1000. Source: config-linux.md#block-io. */
export interface LinuxBlockIO {
  readonly weight?: number;
  readonly leafWeight?: number;
  readonly weightDevice?: readonly LinuxWeightDevice[];
  readonly throttleReadBpsDevice?: readonly LinuxThrottleDevice[];
  readonly throttleWriteBpsDevice?: readonly LinuxThrottleDevice[];
  readonly throttleReadIOPSDevice?: readonly LinuxThrottleDevice[];
  readonly throttleWriteIOPSDevice?: readonly LinuxThrottleDevice[];
}

/** `pageSize` reads like `2MB`; `limit` is in bytes. Source: config-linux.md#huge-page-limits. */
export interface LinuxHugepageLimit {
  readonly pageSize: string;
  readonly limit: Uint64;
}

/** Source: config-linux.md#network. */
export interface LinuxInterfacePriority {
  readonly name: string;
  readonly priority: number;
}

/** Source: config-linux.md#network. */
export interface LinuxNetwork {
  readonly classID?: number;
  readonly priorities?: readonly LinuxInterfacePriority[];
}

/** At least one of the two is meant to be there. Source: config-linux.md#rdma. */
export interface LinuxRdma {
  readonly hcaHandles?: number;
  readonly hcaObjects?: number;
}
