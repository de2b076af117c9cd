/** The time as RFC 3339 with nanoseconds and in UTC, as the state of a container shows it. */
export function now(): string {
  return new Date().toISOString().replace('Z', '000000Z');
}
