import type { LinuxNamespaceType } from '../../../spec/config.ts';

/** Parameters of the IPC namespace. Source: ipc_namespaces(7). */
const ofIpc: ReadonlySet<string> = new Set([
  'kernel/msgmax',
  'kernel/msgmnb',
  'kernel/msgmni',
  'kernel/sem',
  'kernel/shmall',
  'kernel/shmmax',
  'kernel/shmmni',
  'kernel/shm_rmid_forced',
]);

/** The kind of namespace that a parameter belongs to; undefined where it is one of the whole host. */
export function namespaceOf(components: readonly string[]): LinuxNamespaceType | undefined {
  const path = components.join('/');
  if (ofIpc.has(path) || path.startsWith('fs/mqueue/')) return 'ipc';
  if (path === 'kernel/hostname' || path === 'kernel/domainname') return 'uts';
  if (components.length < 2) return undefined;
  if (components[0] === 'net') return 'network';
  return components[0] === 'user' ? 'user' : undefined;
}
