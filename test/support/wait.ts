const sleeper = new Int32Array(new SharedArrayBuffer(4));

export function sleep(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}

/** Asks until the answer is true; false when the time is over. */
export function eventually(question: () => boolean, milliseconds = 5000): boolean {
  const end = Date.now() + milliseconds;
  while (!question()) {
    if (Date.now() > end) return false;
    sleep(5);
  }
  return true;
}
