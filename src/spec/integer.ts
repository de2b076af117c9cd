/**
 * A 64-bit integer of a specification document.
 *
 * A JSON number up to 2^53 - 1 is a `number`. Beyond that a `number` would lose its low bits, which turns the mask of
 * a seccomp rule or RLIM_INFINITY (2^64 - 1) into another value, so `parseJson` delivers a `bigint` instead.
 * `BigInt(value)` takes either; `String(value)` is exact for either.
 */
export type Int64 = number | bigint;

/** A 64-bit integer from 0 to 2^64 - 1; see {@link Int64} for when it is a `bigint`. */
export type Uint64 = number | bigint;
