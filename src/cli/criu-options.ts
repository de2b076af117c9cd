import { bundle, consoleSocket, help, noSubreaper, pidFile } from './common-options.ts';
import type { OptionRow } from './option-row.ts';

/** What checkpoint and restore have in common. Source: runc-checkpoint(8), runc-restore(8), crun(1). */
const common: readonly OptionRow[] = [
  {
    name: 'image-path',
    value: 'DIR',
    describe: 'where the images of the processes are',
    default: 'checkpoint',
  },
  {
    name: 'work-path',
    value: 'DIR',
    describe: 'where criu writes its log (default: --image-path)',
  },
  { name: 'tcp-established', describe: 'allow open TCP connections' },
  { name: 'ext-unix-sk', describe: 'allow UNIX sockets to outside of the container' },
  { name: 'shell-job', describe: 'allow a session or terminal of the caller' },
  { name: 'file-locks', describe: 'allow file locks' },
  { name: 'manage-cgroups-mode', value: 'MODE', describe: 'soft, full, strict or ignore' },
  {
    name: 'empty-ns',
    value: 'NAMESPACE',
    repeatable: true,
    describe: 'make this namespace (network) without what is in it',
  },
  { name: 'auto-dedup', describe: 'remove pages from older images as newer ones have them' },
  { name: 'lazy-pages', describe: 'bring pages of memory over when they are used' },
];

export const checkpointOptions: readonly OptionRow[] = [
  ...common,
  {
    name: 'parent-path',
    value: 'DIR',
    describe: 'images of an earlier --pre-dump, relative to --image-path',
  },
  { name: 'leave-running', describe: 'let the container go on' },
  { name: 'pre-dump', describe: 'write memory only, and let the container go on' },
  { name: 'tcp-skip-in-flight', describe: 'leave out TCP connections that are being made' },
  { name: 'link-remap', describe: 'allow open files that were removed' },
  { name: 'page-server', value: 'ADDRESS:PORT', describe: 'send pages of memory there' },
  { name: 'status-fd', value: 'N', describe: 'write a NUL there when --lazy-pages can be served' },
  {
    name: 'network-lock',
    value: 'METHOD',
    describe: 'hold connections up with iptables, nftables or skip',
  },
  help,
];

export const restoreOptions: readonly OptionRow[] = [
  bundle,
  consoleSocket,
  ...common,
  { name: 'detach', short: 'd', describe: 'do not wait for the end of the container' },
  pidFile,
  noSubreaper,
  { name: 'no-pivot', describe: 'as criu does it in any case' },
  { name: 'no-new-keyring', describe: 'as criu does it in any case' },
  { name: 'parent-path', value: 'DIR', describe: 'taken from the images in any case' },
  { name: 'tcp-close', describe: 'restore TCP connections as closed ones' },
  {
    name: 'lsm-profile',
    value: 'TYPE:NAME',
    describe: 'the profile (apparmor or selinux) to have',
  },
  { name: 'lsm-mount-context', value: 'CONTEXT', describe: 'the SELinux context of mounts' },
  help,
];
