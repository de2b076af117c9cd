/** How the names of every container, cgroup and root of this run begin. */
export const mark = `bench-${process.pid}-`;

/** A variable by which the processes of this run are told: whatever they start inherits it. */
export const markVariable = 'PELAGOS_BENCH';
