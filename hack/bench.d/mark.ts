/** How the names of every container, cgroup and root of this run begin. */
export const mark = `bench-${process.pid}-`;

/** Variables by which the processes of this run are told: whatever they start inherits them. */
export const markVariable = 'PELAGOS_BENCH';
export const serviceVariable = 'PELAGOS_BENCH_SERVICE';
