import type { OpDefinition } from '../field-types.ts';

/** Ops that speak D-Bus (native/op-bus.c). */
export const busOps = {
  busCall: {
    doc: "Connects to the D-Bus socket path socket, authenticates by the kernel's word about us (EXTERNAL without an identity, which holds in user namespaces too), and sends the messages opening, then the method call call, with pid written as u32 at its byte pidAt (0: nowhere). Waits for its answer; with job also for the signal JobRemoved of the job that the answer names. An error answer to any message is EREMOTEIO, its text and name the detail; UnitExists is EEXIST, and the call is sent again until patience milliseconds have passed. Another result of the job than done is ECANCELED with the result as the detail; ETIMEDOUT after timeout milliseconds in all, EACCES for a refused authentication, EBADMSG for what is no D-Bus, EMSGSIZE for a message of more than 64 KiB.",
    fields: {
      socket: 'string',
      opening: 'bytes',
      call: 'bytes',
      pid: 'slot',
      pidAt: 'u32',
      job: 'bool',
      patience: 'u32',
      timeout: 'u32',
    },
  },
} as const satisfies Record<string, OpDefinition>;
