/**
 * cpu.weight (1 … 10000, default 100) of cgroup v1's shares (2 … 262144, default 1024): the curve
 * that runc and crun agreed on, in which both defaults meet.
 */
export function weightOfShares(shares: number | bigint): number {
  if (shares <= 2) return 1;
  if (shares >= 262_144) return 10_000;
  const binary = Math.log2(Number(shares));
  const exponent = (binary * binary + 125 * binary) / 612 - 7 / 34;
  return Math.ceil(10 ** exponent);
}

/** io.weight (1 … 10000) of a blkio weight (10 … 1000), linearly. */
export function weightOfBlockIO(weight: number): number {
  return 1 + Math.floor(((weight - 10) * 9999) / 990);
}
