/**
 * What the planner uses of Node, made of the functions that native/quick-planner gives to scripts.
 * Evaluated before the planner in that engine, and nowhere else.
 */

/** The calls of the operating system, and text in UTF-8. A failed call throws with errno's name as `code`. */
interface QuickHost {
  open(path: string, flags: number): number;
  close(fd: number): void;
  read(fd: number, bytes: Uint8Array, offset: number, length: number): number;
  write(fd: number, bytes: Uint8Array, offset: number, length: number): number;
  /** Undefined where there is no such file. */
  stat(path: string): QuickStatus | undefined;
  fstat(fd: number): QuickStatus;
  statfs(path: string): number;
  access(path: string, mode: number): void;
  readlink(path: string): string;
  realpath(path: string): string;
  readdir(path: string): string[];
  /** The name by which the program was called, and the words behind it. */
  arguments(): string[];
  variable(name: string): string | undefined;
  workingDirectory(): string;
  parent(): number;
  user(): number;
  group(): number;
  /** As Node names it: x64, arm64. */
  machine(): string;
  /** Of the monotonic clock. */
  nanoseconds(): number;
  /** Of the process, in nanoseconds. */
  age(): number;
  /** In hexadecimal digits. */
  sha256(bytes: Uint8Array): string;
  decode(bytes: Uint8Array, fatal: boolean): string;
  encode(text: string): Uint8Array;
  encodeInto(text: string, bytes: Uint8Array): number;
  /** JSON.stringify, which is quicker by the host than by the engine. */
  stringify(value: unknown): string | undefined;
  /** As src/plan/encode.ts writes a plan; throws where that does, and for values of another type. */
  encodePlan(plan: unknown, stamp: number): Uint8Array;
}

/** Of stat(2): st_mode, st_size, st_uid, st_ino. */
type QuickStatus = readonly [mode: number, size: number, uid: number, ino: number];

declare const host: QuickHost;

/** The file type among the bits of st_mode, and its values. */
const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

class Stats {
  readonly numbers: QuickStatus;

  constructor(numbers: QuickStatus) {
    this.numbers = numbers;
  }

  get mode(): number {
    return this.numbers[0];
  }

  get size(): number {
    return this.numbers[1];
  }

  get uid(): number {
    return this.numbers[2];
  }

  get ino(): number {
    return this.numbers[3];
  }

  isDirectory(): boolean {
    return (this.mode & S_IFMT) === S_IFDIR;
  }

  isFile(): boolean {
    return (this.mode & S_IFMT) === S_IFREG;
  }
}

const fs = {
  constants: { O_RDONLY: 0, O_NOCTTY: 0o400, O_NONBLOCK: 0o4000, W_OK: 2 },
  openSync: host.open,
  closeSync: host.close,
  readSync: host.read,
  writeSync: host.write,
  fstatSync: (fd: number) => new Stats(host.fstat(fd)),
  /** As Node's with `throwIfNoEntry: false`. */
  statSync(path: string): Stats | undefined {
    const status = host.stat(path);
    return status === undefined ? undefined : new Stats(status);
  },
  statfsSync: (path: string) => ({ type: host.statfs(path) }),
  accessSync: host.access,
  readlinkSync: host.readlink,
  realpathSync: host.realpath,
  readdirSync: host.readdir,
};

const NANOSECONDS = 1e9;

const process = {
  get argv() {
    return ['quick-planner', '', ...host.arguments().slice(1)];
  },
  get argv0() {
    return host.arguments()[0];
  },
  env: new Proxy({}, { get: (_, name) => host.variable(String(name)) }),
  get ppid() {
    return host.parent();
  },
  get arch() {
    return host.machine();
  },
  cwd: host.workingDirectory,
  geteuid: host.user,
  getegid: host.group,
  getBuiltinModule: (name: string) => modules[name],
  uptime: () => host.age() / NANOSECONDS,
  hrtime(): [number, number] {
    const now = host.nanoseconds();
    return [Math.floor(now / NANOSECONDS), now % NANOSECONDS];
  },
};

class TextEncoder {
  encode(text: string): Uint8Array {
    return host.encode(text);
  }

  encodeInto(text: string, bytes: Uint8Array): { written: number } {
    return { written: host.encodeInto(text, bytes) };
  }
}

class TextDecoder {
  readonly #fatal: boolean;

  constructor(_encoding = 'utf-8', { fatal = false } = {}) {
    this.#fatal = fatal;
  }

  decode(bytes: Uint8Array): string {
    return host.decode(bytes, this.#fatal);
  }
}

/** Of one text, with SHA-256. */
class Hash {
  #text = '';

  update(text: string): this {
    this.#text = text;
    return this;
  }

  digest(): string {
    return host.sha256(host.encode(this.#text));
  }
}

const crypto = { createHash: () => new Hash() };

const modules: Readonly<Record<string, unknown>> = {
  'node:crypto': crypto,
  'node:fs': fs,
  'node:process': process,
  'quick-planner': { encodePlan: host.encodePlan },
};

Object.assign(JSON, { stringify: host.stringify });

/** Nobody reads the stack of an error here, and to write it down takes longer than to throw. */
Object.assign(Error, { stackTraceLimit: 0 });

Object.assign(globalThis, {
  TextEncoder,
  TextDecoder,
  require: (name: string): unknown => modules[name],
});
