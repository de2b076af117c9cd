/** An error as Node throws it for a failed system call, by the name of the errno. */
export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
