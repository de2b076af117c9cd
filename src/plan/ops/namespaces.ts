import type { OpDefinition } from '../field-types.ts';

/** Ops on namespaces (native/op-namespace.c, op-network.c). */
export const namespacesOps = {
  openNamespace: {
    doc: 'Opens path (O_NONBLOCK: a FIFO must not hang us) and checks by NS_GET_NSTYPE that it is a namespace of type (a CLONE_NEW flag); EINVAL where it is another.',
    fields: { path: 'string', type: 'u32', out: 'out' },
  },
  joinNamespace: {
    doc: 'setns(2) to the namespace descriptor with an explicit type; nothing where the caller is in that very namespace already (same st_dev and st_ino as its /proc/self/ns file).',
    fields: { namespace: 'slot', type: 'u32' },
  },
  joinProcess: {
    doc: 'setns(2) to those namespaces of the process descriptor (pid is its number) that flags (CLONE_NEW flags) name, in one step, but for those that the caller is in already.',
    fields: { process: 'slot', pid: 'slot', flags: 'u64' },
  },
  unshare: {
    doc: 'unshare(2) of flags.',
    fields: { flags: 'u64' },
  },
  timeOffsets: {
    doc: 'unshare(CLONE_NEWTIME), writes offsets to /proc/self/timens_offsets (before any process is in it: later is EACCES), then enters it. Empty offsets write nothing.',
    fields: { offsets: 'string' },
  },
  userNamespace: {
    doc: 'Makes a user namespace with these uid_map and gid_map contents in a short-lived child and opens it into out, for an idmapped mount.',
    fields: { uidMap: 'string', gidMap: 'string', out: 'out' },
  },
  moveNetDevice: {
    doc: 'Moves the network device name from the network namespace of the caller into that of pid, renames it to newName, and restores there its addresses of global scope and its up state; EEXIST where the name is taken. Where it fails the device is left as it was found.',
    fields: { name: 'string', newName: 'string', pid: 'slot' },
  },
  interfaceUp: {
    doc: 'Sets IFF_UP on the interface name of the current network namespace.',
    fields: { name: 'string' },
  },
  setHostname: { doc: 'sethostname(2).', fields: { name: 'string' } },
  setDomainname: { doc: 'setdomainname(2).', fields: { name: 'string' } },
} as const satisfies Record<string, OpDefinition>;
