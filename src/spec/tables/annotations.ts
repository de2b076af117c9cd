/**
 * Annotations that change how a container is made. Their names are those of crun(1), which podman and
 * people write; `features` tells engines to refuse them where an image has them.
 */
export const honouredAnnotations = {
  keepGroups: 'run.oci.keep_original_groups',
  mountContext: 'run.oci.mount_context_type',
  seccompReceiver: 'run.oci.seccomp.receiver',
  seccompStrict: 'run.oci.seccomp_fail_unknown_syscall',
  pidfdReceiver: 'run.oci.pidfd_receiver',
} as const;

const hookOutput =
  'the output of hooks is not kept; an error has the last lines of what a failed hook wrote';

/** Those of crun(1) that ask for what pelagos does not do, with what to do instead. */
export const refusedAnnotations: ReadonlyMap<string, string> = new Map([
  ['run.oci.handler', 'programs are executed by the kernel alone; use a runtime for that handler'],
  ['run.oci.hooks.stdout', hookOutput],
  ['run.oci.hooks.stderr', hookOutput],
  ['run.oci.seccomp.plugins', 'no code is loaded into the runtime; use linux.seccomp.listenerPath'],
  ['run.oci.seccomp_bpf_data', 'a filter is compiled from linux.seccomp'],
  ['run.oci.delegate-cgroup', 'init is in the cgroup of the container; add a cgroup namespace'],
  ['run.oci.systemd.subgroup', 'init is in the cgroup of its unit; an empty value says so'],
  ['run.oci.systemd.force_cgroup_v1', 'mount the hierarchy by an entry of mounts'],
]);

/** What an image must not bring along; a name that ends with a dot stands for all that begin so. */
export const unsafeAnnotations: readonly string[] = [
  'org.criu.',
  'org.systemd.property.',
  'run.oci.',
];
