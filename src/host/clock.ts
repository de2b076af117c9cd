import process from 'node:process';

/** In a millisecond. */
const NANOSECONDS = 1_000_000;

/**
 * The time as RFC 3339 with nanoseconds and in UTC, as the state of a container shows it. What is
 * below the millisecond is the monotonic clock's, and only tells two moments apart.
 */
export function now(): string {
  const below = process.hrtime()[1] % NANOSECONDS;
  return new Date().toISOString().replace('Z', `${String(below).padStart(6, '0')}Z`);
}

/** Seconds since 1970. */
export function secondsNow(): number {
  return Date.now() / 1000;
}
