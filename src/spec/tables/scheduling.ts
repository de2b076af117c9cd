import type { IOPriorityClass, LinuxSchedulerFlag, LinuxSchedulerPolicy } from '../config.ts';

/** Policies for sched_setattr(2). Source: linux/sched.h. */
export const schedulerPolicies: Readonly<Record<LinuxSchedulerPolicy, number>> = {
  SCHED_OTHER: 0,
  SCHED_FIFO: 1,
  SCHED_RR: 2,
  SCHED_BATCH: 3,
  // The kernel reserves the number and implements no such policy: sched_setattr(2) answers EINVAL.
  SCHED_ISO: 4,
  SCHED_IDLE: 5,
  SCHED_DEADLINE: 6,
};

/** Bits of `sched_flags` in `struct sched_attr`. Source: linux/sched.h. */
export const schedulerFlags: Readonly<Record<LinuxSchedulerFlag, number>> = {
  SCHED_FLAG_RESET_ON_FORK: 0x01,
  SCHED_FLAG_RECLAIM: 0x02,
  SCHED_FLAG_DL_OVERRUN: 0x04,
  SCHED_FLAG_KEEP_POLICY: 0x08,
  SCHED_FLAG_KEEP_PARAMS: 0x10,
  SCHED_FLAG_UTIL_CLAMP_MIN: 0x20,
  SCHED_FLAG_UTIL_CLAMP_MAX: 0x40,
};

/** Classes for ioprio_set(2). Source: linux/ioprio.h. */
export const ioPriorityClasses: Readonly<Record<IOPriorityClass, number>> = {
  IOPRIO_CLASS_RT: 1,
  IOPRIO_CLASS_BE: 2,
  IOPRIO_CLASS_IDLE: 3,
};

/** ioprio_set(2) takes `class << ioPriorityClassShift | priority`. Source: linux/ioprio.h. */
export const ioPriorityClassShift = 13;
