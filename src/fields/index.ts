import { annotations } from './annotations.ts';
import { devLinks } from './defaults/dev-links.ts';
import { devNodes } from './defaults/dev-nodes.ts';
import { execute } from './defaults/execute.ts';
import { gate } from './defaults/gate.ts';
import { identity } from './defaults/identity.ts';
import { keyring } from './defaults/keyring.ts';
import { loopback } from './defaults/loopback.ts';
import { notifySocket } from './defaults/notify-socket.ts';
import { nullDevice } from './defaults/null-device.ts';
import { parentDeath } from './defaults/parent-death.ts';
import { pidfdSocket } from './defaults/pidfd-socket.ts';
import { pivot } from './defaults/pivot.ts';
import { privateProc } from './defaults/private-proc.ts';
import { release } from './defaults/release.ts';
import { stdio } from './defaults/stdio.ts';
import { domainname } from './domainname.ts';
import type { Field } from './field.ts';
import { hooks } from './hooks.ts';
import { hostname } from './hostname.ts';
import { cgroupsPath } from './linux/cgroups-path.ts';
import { devices } from './linux/devices.ts';
import { gidMappings } from './linux/gid-mappings.ts';
import { intelRdt } from './linux/intel-rdt.ts';
import { maskedPaths } from './linux/masked-paths.ts';
import { memoryPolicy } from './linux/memory-policy.ts';
import { mountLabel } from './linux/mount-label.ts';
import { inheritedMountNamespace } from './linux/namespaces/inherited-mount.ts';
import { namespaces } from './linux/namespaces.ts';
import { netDevices } from './linux/net-devices.ts';
import { personality } from './linux/personality.ts';
import { readonlyPaths } from './linux/readonly-paths.ts';
import { blockIO } from './linux/resources/block-io.ts';
import { cpu } from './linux/resources/cpu.ts';
import { devices as allowedDevices } from './linux/resources/devices.ts';
import { hugepageLimits } from './linux/resources/hugepage-limits.ts';
import { memory } from './linux/resources/memory.ts';
import { network } from './linux/resources/network.ts';
import { pids } from './linux/resources/pids.ts';
import { rdma } from './linux/resources/rdma.ts';
import { unified } from './linux/resources/unified.ts';
import { rootfsPropagation } from './linux/rootfs-propagation.ts';
import { seccomp } from './linux/seccomp.ts';
import { sysctl } from './linux/sysctl.ts';
import { timeOffsets } from './linux/time-offsets.ts';
import { uidMappings } from './linux/uid-mappings.ts';
import { mounts } from './mounts/index.ts';
import { ociVersion } from './oci-version.ts';
import { apparmorProfile } from './process/apparmor-profile.ts';
import { args } from './process/args.ts';
import { capabilities } from './process/capabilities.ts';
import { cwd } from './process/cwd.ts';
import { env } from './process/env.ts';
import { execCPUAffinity } from './process/exec-cpu-affinity.ts';
import { ioPriority } from './process/io-priority.ts';
import { noNewPrivileges } from './process/no-new-privileges.ts';
import { oomScoreAdj } from './process/oom-score-adj.ts';
import { rlimits } from './process/rlimits.ts';
import { scheduler } from './process/scheduler.ts';
import { selinuxLabel } from './process/selinux-label.ts';
import { terminal } from './process/terminal.ts';
import { umask } from './process/umask.ts';
import { user } from './process/user.ts';
import { rootPath } from './root/path.ts';
import { rootReadonly } from './root/readonly.ts';

/** Every field, in the order in which its steps run inside a phase. */
export const fields: readonly Field[] = [
  ociVersion,
  rootPath,
  rootReadonly,
  mounts,
  notifySocket,
  terminal,
  cwd,
  env,
  args,
  user,
  umask,
  capabilities,
  rlimits,
  noNewPrivileges,
  apparmorProfile,
  selinuxLabel,
  oomScoreAdj,
  scheduler,
  ioPriority,
  execCPUAffinity,
  hostname,
  domainname,
  hooks,
  annotations,
  cgroupsPath,
  memory,
  cpu,
  pids,
  blockIO,
  hugepageLimits,
  network,
  rdma,
  allowedDevices,
  unified,
  namespaces,
  uidMappings,
  gidMappings,
  timeOffsets,
  rootfsPropagation,
  devices,
  netDevices,
  sysctl,
  seccomp,
  maskedPaths,
  readonlyPaths,
  mountLabel,
  intelRdt,
  personality,
  memoryPolicy,
  identity,
  loopback,
  keyring,
  stdio,
  release,
  parentDeath,
  pidfdSocket,
  gate,
  execute,
  privateProc,
  devNodes,
  devLinks,
  pivot,
  nullDevice,
  inheritedMountNamespace,
];
