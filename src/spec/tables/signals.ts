/** The named signals and their numbers on x86-64 and arm64. Source: asm-generic/signal.h. */
const standard = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGIOT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGCHLD: 17,
  SIGCLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPOLL: 29,
  SIGPWR: 30,
  SIGSYS: 31,
  SIGUNUSED: 31,
} as const;

/** The C library keeps the kernel's 32 and 33 for its threads, so programs and users count from 34. Source: signal(7). */
const realTimeFirst = 34;
const realTimeLast = 64;
const realTimeHalf = 15;

function realTime(): [string, number][] {
  const rows: [string, number][] = [
    ['SIGRTMIN', realTimeFirst],
    ['SIGRTMAX', realTimeLast],
  ];
  for (let step = 1; step <= realTimeHalf; step += 1) {
    rows.push([`SIGRTMIN+${step}`, realTimeFirst + step]);
  }
  for (let step = 1; step < realTimeHalf; step += 1) {
    rows.push([`SIGRTMAX-${step}`, realTimeLast - step]);
  }
  return rows;
}

/** Every name of a signal, real-time ones as kill(1) lists them, and its number. */
export const signals: ReadonlyMap<string, number> = new Map([
  ...Object.entries(standard),
  ...realTime(),
]);

/** The highest number of a signal. Source: signal(7). */
export const highestSignal = realTimeLast;
