import type { OpDefinition } from '../field-types.ts';

/** Ops that speak with criu(8) over its RPC (native/op-criu.c). */
export const criuOps = {
  packetPair: {
    doc: 'socketpair(2) of AF_UNIX, SOCK_SEQPACKET: the ends go to out and outPeer.',
    fields: { out: 'out', outPeer: 'out' },
  },
  placeFd: {
    doc: 'In a cloned child: dup2(2) of fd to the descriptor number, which execve(2) leaves open; number is above all that are in use.',
    fields: { fd: 'slot', number: 'u32' },
  },
  tellReady: {
    doc: 'Writes a NUL to fd, a descriptor of the caller that was preserved, and closes it.',
    fields: { fd: 'u32' },
  },
  criuRequest: {
    doc: 'Sends request to criu, the cloned child at the other end of socket, and waits for its answer; closes socket and reaps criu. patches: pairs of an offset in request and a slot, whose number replaces the five bytes there (a varint with leading zeros). Of what criu tells meanwhile, setup-namespaces puts the pid of the restored init into outPid and runs namespaces, post-restore runs restored before any restored process goes on, orphan-pts-master puts the descriptor that came along into outTerminal and runs terminal, and status-ready runs ready. After a restore, outPid is the pid of init, which is the cloned child from then on. ECHILD where criu fails, with the first line of the file log that has an Error as the detail.',
    fields: {
      socket: 'slot',
      request: 'bytes',
      patches: 'u32s',
      log: 'string',
      outPid: 'out',
      namespaces: 'ops',
      restored: 'ops',
      outTerminal: 'out',
      terminal: 'ops',
      ready: 'ops',
    },
  },
} as const satisfies Record<string, OpDefinition>;
