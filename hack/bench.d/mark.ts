/**
 * How the names of every container, cgroup and root of this run begin. As long in each run: names are
 * copied and hashed, which the instructions counted would show.
 */
export const mark = `bench-${`${process.pid}`.padStart(7, '0')}-`;

/** Variables by which the processes of this run are told: whatever they start inherits them. */
export const markVariable = 'PELAGOS_BENCH';
export const serviceVariable = 'PELAGOS_BENCH_SERVICE';
