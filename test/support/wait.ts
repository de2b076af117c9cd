/** How many times slower than usual the machine is: an emulated one is not to fail for that. */
export const slowness = Number(process.env['PELAGOS_TEST_SLOWNESS'] ?? 1);

const sleeper = new Int32Array(new SharedArrayBuffer(4));

export function sleep(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}

/** Long beside what is waited for, since a machine may be busy with something else. */
const PATIENCE = 30_000;

/** Asks until the answer is true; false when the time is over. */
export function eventually(question: () => boolean, milliseconds = PATIENCE): boolean {
  const end = Date.now() + milliseconds * slowness;
  while (!question()) {
    if (Date.now() > end) return false;
    sleep(5);
  }
  return true;
}
