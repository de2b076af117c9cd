import { refusedOptions } from '../fields/mounts/refused-options.ts';
import type { Arch } from '../spec/config.ts';
import type { Features, FeaturesLinux } from '../spec/features.ts';
import { unsafeAnnotations } from '../spec/tables/annotations.ts';
import { capabilities } from '../spec/tables/capabilities.ts';
import { memoryPolicyFlags, memoryPolicyModes } from '../spec/tables/memory-policies.ts';
import { mountOptions } from '../spec/tables/mount-options.ts';
import { namespaces } from '../spec/tables/namespaces.ts';
import {
  seccompActions,
  seccompArchitectures,
  seccompFlags,
  seccompOperators,
} from '../spec/tables/seccomp.ts';
import { COMMIT, LIBSECCOMP } from './build.ts';
import { OCI_VERSION } from './default-spec.ts';
import { VERSION } from './version.ts';

/** What this program can do, whatever the host can (features.md). */
export function features(): Features {
  return {
    ociVersionMin: '1.0.0',
    ociVersionMax: OCI_VERSION,
    hooks: [
      'prestart',
      'createRuntime',
      'createContainer',
      'startContainer',
      'poststart',
      'poststop',
    ],
    mountOptions: [...mountOptions.keys()].filter((name) => !refusedOptions.has(name)).sort(),
    linux: linuxFeatures(),
    annotations: annotations(),
    potentiallyUnsafeConfigAnnotations: unsafeAnnotations,
  };
}

/** Names of runc only where callers look for them: its version would be a claim to be runc. */
function annotations(): Readonly<Record<string, string>> {
  return {
    'org.pelagos.version': VERSION,
    ...(COMMIT !== '' && { 'org.pelagos.commit': COMMIT }),
    'org.opencontainers.runc.checkpoint.enabled': 'true',
    ...(LIBSECCOMP !== '' && { 'io.github.seccomp.libseccomp.version': LIBSECCOMP }),
  };
}

function linuxFeatures(): FeaturesLinux {
  return {
    namespaces: keys(namespaces),
    capabilities: keys(capabilities),
    cgroup: { v1: true, v2: true, systemd: true, systemdUser: true, rdma: true },
    seccomp: {
      enabled: true,
      actions: keys(seccompActions),
      operators: keys(seccompOperators),
      archs: keys(seccompArchitectures).filter((name) => !newerArchitectures.has(name)),
      knownFlags: keys(seccompFlags),
      supportedFlags: keys(seccompFlags),
    },
    apparmor: { enabled: true },
    selinux: { enabled: true },
    intelRdt: { enabled: true, schemata: true, monitoring: true },
    memoryPolicy: { modes: keys(memoryPolicyModes), flags: keys(memoryPolicyFlags) },
    mountExtensions: { idmap: { enabled: true } },
    netDevices: { enabled: true },
  };
}

/** Known since libseccomp 2.6: a compiler linked with an older one refuses them. */
const newerArchitectures: ReadonlySet<Arch> = new Set<Arch>([
  'SCMP_ARCH_LOONGARCH64',
  'SCMP_ARCH_M68K',
  'SCMP_ARCH_SH',
  'SCMP_ARCH_SHEB',
]);

function keys<K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] {
  return (Object.keys(table) as K[]).sort();
}
