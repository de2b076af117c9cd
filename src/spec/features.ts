import type {
  Arch,
  LinuxNamespaceType,
  LinuxSeccompAction,
  LinuxSeccompFlag,
  LinuxSeccompOperator,
  MemoryPolicyFlag,
  MemoryPolicyMode,
} from './config.ts';

/** What a runtime can do, whatever the host can: the answer of `features`. An absent field means unknown. Source: features.md. */
export interface Features {
  readonly ociVersionMin: string;
  readonly ociVersionMax: string;
  readonly hooks?: readonly string[];
  /** Without options that belong to one filesystem. */
  readonly mountOptions?: readonly string[];
  readonly linux?: FeaturesLinux;
  readonly annotations?: Readonly<Record<string, string>>;
  /** An entry that ends in `.` is a prefix. */
  readonly potentiallyUnsafeConfigAnnotations?: readonly string[];
}

/** Source: features-linux.md. */
export interface FeaturesLinux {
  readonly namespaces?: readonly LinuxNamespaceType[];
  readonly capabilities?: readonly string[];
  readonly cgroup?: FeaturesCgroup;
  readonly seccomp?: FeaturesSeccomp;
  readonly apparmor?: FeaturesEnabled;
  readonly selinux?: FeaturesEnabled;
  readonly intelRdt?: FeaturesIntelRdt;
  readonly memoryPolicy?: FeaturesMemoryPolicy;
  readonly mountExtensions?: FeaturesMountExtensions;
  readonly netDevices?: FeaturesEnabled;
}

/** Source: features-linux.md. */
export interface FeaturesEnabled {
  readonly enabled?: boolean;
}

/** Source: features-linux.md#cgroup. */
export interface FeaturesCgroup {
  readonly v1?: boolean;
  readonly v2?: boolean;
  readonly systemd?: boolean;
  readonly systemdUser?: boolean;
  readonly rdma?: boolean;
}

/** Source: features-linux.md#seccomp. */
export interface FeaturesSeccomp extends FeaturesEnabled {
  readonly actions?: readonly LinuxSeccompAction[];
  readonly operators?: readonly LinuxSeccompOperator[];
  readonly archs?: readonly Arch[];
  readonly knownFlags?: readonly LinuxSeccompFlag[];
  readonly supportedFlags?: readonly LinuxSeccompFlag[];
}

/** Source: features-linux.md#intel-rdt. */
export interface FeaturesIntelRdt extends FeaturesEnabled {
  readonly schemata?: boolean;
  readonly monitoring?: boolean;
}

/** Source: features-linux.md#memory-policy. */
export interface FeaturesMemoryPolicy {
  readonly modes?: readonly MemoryPolicyMode[];
  readonly flags?: readonly MemoryPolicyFlag[];
}

/** Source: features-linux.md#mount-extensions. */
export interface FeaturesMountExtensions {
  readonly idmap?: FeaturesEnabled;
}
