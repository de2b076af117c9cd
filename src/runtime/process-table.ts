import type { ProcessTexts } from '../host/processes.ts';

export interface ProcessTableInput {
  readonly processes: readonly ProcessTexts[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly bootTime: number;
  userName(uid: number): string;
}

/** The table that `ps -ef` prints, of these processes alone. */
export function processTable(input: ProcessTableInput): string {
  const head = line(['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
  return [head, ...input.processes.map((texts) => row(texts, input))].join('');
}

/** USER_HZ, the same on every machine that we know: what the times of procfs count in. */
const TICKS = 100;

function row({ pid, uid, stat, commandLine }: ProcessTexts, input: ProcessTableInput): string {
  const { now, bootTime, userName } = input;
  const { name, parent, terminal, used, start } = parseStat(stat);
  const started = bootTime + start;
  const share = Math.min(99, Math.floor((100 * used) / Math.max(1, now - started)));
  const words = commandLine.replaceAll('\0', ' ').trim();
  return line([
    userName(uid),
    `${pid}`,
    `${parent}`,
    `${share}`,
    startText(started, now),
    terminalName(terminal),
    duration(used),
    printable(words === '' ? `[${name}]` : words),
  ]);
}

function line(cells: readonly string[]): string {
  const [
    user = '',
    pid = '',
    parent = '',
    share = '',
    start = '',
    tty = '',
    time = '',
    command = '',
  ] = cells;
  const left = `${user.padEnd(8)} ${pid.padStart(7)} ${parent.padStart(7)} ${share.padStart(2)}`;
  return `${left} ${start.padEnd(5)} ${tty.padEnd(8)} ${time.padStart(8)} ${command}\n`;
}

/** proc_pid_stat(5); the name is in parentheses and may hold some itself. Times in seconds. */
function parseStat(stat: string) {
  const end = stat.lastIndexOf(')');
  const name = stat.slice(stat.indexOf('(') + 1, end);
  const fields = stat
    .slice(end + 2)
    .split(' ')
    .map(Number);
  /** By the number in the manual page; the first behind the name is 3. */
  const field = (number: number): number => fields[number - 3] ?? 0;
  return {
    name,
    parent: field(4),
    terminal: field(7),
    used: (field(14) + field(15)) / TICKS,
    start: field(22) / TICKS,
  };
}

const DAY = 24 * 3600;

/** The time of this day, the day of this year, or the year, as ps(1) has it. */
function startText(started: number, now: number): string {
  const date = new Date(started * 1000);
  if (now - started < DAY) return `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.getFullYear() !== new Date(now * 1000).getFullYear()) return `${date.getFullYear()}`;
  const month = date.toLocaleString('en', { month: 'short' });
  return `${month}${two(date.getDate())}`;
}

function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  return [whole / 3600, (whole / 60) % 60, whole % 60]
    .map((part) => two(Math.floor(part)))
    .join(':');
}

function two(value: number): string {
  return `${value}`.padStart(2, '0');
}

/** The first major numbers of Unix98 pseudo terminals and of consoles (admin-guide/devices.txt). */
const PSEUDO = { first: 136, last: 143 } as const;
const CONSOLE = 4;
const SERIAL_FROM = 64;

function terminalName(number: number): string {
  const major = (number >> 8) & 0xfff;
  const minor = (number & 0xff) | ((number >> 12) & 0xfff00);
  if (major >= PSEUDO.first && major <= PSEUDO.last) {
    return `pts/${(major - PSEUDO.first) * 256 + minor}`;
  }
  if (major !== CONSOLE) return '?';
  return minor < SERIAL_FROM ? `tty${minor}` : `ttyS${minor - SERIAL_FROM}`;
}

/** What a process calls itself must not move the cursor of a terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
