/** Nanoseconds in each unit that Go's time.ParseDuration knows; both signs for micro are in use. */
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const wholeDuration = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/;
const partOfDuration = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** A duration as Go writes it (`5s`, `1h30m`, `-1.5ms`, `0`) in milliseconds; undefined: none. */
export function parseGoDuration(text: string): number | undefined {
  const [, sign, parts = ''] = wholeDuration.exec(text) ?? [];
  if (sign === undefined) return undefined;
  let nanoseconds = 0;
  for (const [, amount, unit = ''] of parts.matchAll(partOfDuration)) {
    nanoseconds += Number(amount) * (units[unit] ?? 0);
  }
  const milliseconds = nanoseconds / 1e6;
  return sign === '-' ? 0 - milliseconds : milliseconds;
}
