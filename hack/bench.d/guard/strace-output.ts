/**
 * Counts the system calls in the output of `strace -f -o FILE`, but for those of processes that have
 * executed a program of such a path.
 */
export function countCalls(output: string, except: RegExp): number {
  const calls = new Map<string, number>();
  const excepted = new Set<string>();
  for (const line of output.split('\n')) {
    // "123  read(3, …", but neither "123  <... read resumed>", "--- SIGCHLD …" nor "+++ exited …".
    const [, pid = '', name = '', first = ''] = /^(\d+)\s+(\w+)\((?:"([^"]*)")?/.exec(line) ?? [];
    if (pid === '') continue;
    calls.set(pid, (calls.get(pid) ?? 0) + 1);
    if (name === 'execve' && except.test(first)) excepted.add(pid);
  }
  return [...calls].reduce((sum, [pid, count]) => (excepted.has(pid) ? sum : sum + count), 0);
}
