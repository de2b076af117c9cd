import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';
import { pelagosPath } from './requires.ts';
import { call } from './runtime.ts';

const REFUSED = 0xffff_ffff;

/** The programs that native/quick-planner makes, by how they are built. */
export function quickPlanners(): Readonly<Record<string, string>> {
  const argv = ['-s', '-C', join(projectRoot, 'native/quick-planner'), 'sanitized'];
  const { status, stderr } = spawnSync('make', argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return {
    'as it ships': pelagosPath('libexec/pelagos/quick-planner'),
    'with sanitizers': join(projectRoot, '.build/native/quick-planner/check/quick-planner'),
  };
}

/** A text that the engine adds up of these, which it may remember as such. */
export class Sum {
  readonly parts: readonly string[];

  constructor(...parts: readonly string[]) {
    this.parts = parts;
  }

  toString(): string {
    return this.parts.join('');
  }
}

/** The functions that native/quick-planner gives to scripts, called from here. */
export class QuickHost {
  readonly #program: string;
  readonly #directory: string;

  /** Of a program that native/quick-planner makes; it is copied into the directory. */
  constructor(program: string, directory: string) {
    this.#directory = directory;
    this.#program = join(directory, 'quick-host');
    copyFileSync(program, this.#program);
    const driver = 'test/support/quick-host-driver.ts';
    const argv = [this.#program, driver, `${this.#program}.image`];
    const { status, stderr } = spawnSync('hack/build-quick-planner', argv, {
      cwd: projectRoot,
      encoding: 'utf8',
      // What the image is made of is never freed.
      env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' },
    });
    if (status !== 0) throw new Error(stderr);
  }

  /** The bytes, or the text in UTF-8, that the function gives for each list of arguments; undefined: none. */
  call(name: string, calls: readonly (readonly unknown[])[]): readonly (Buffer | undefined)[] {
    const [given, file] = [join(this.#directory, 'calls'), join(this.#directory, 'bytes')];
    writeFileSync(given, JSON.stringify([name, calls], replaced));
    const answer = openSync(file, 'w');
    const { code, stderr } = call([this.#program, given], { extra: [answer] });
    closeSync(answer);
    if (code !== 0 || stderr !== '') throw new Error(`${code}: ${stderr}`);
    return split(readFileSync(file));
  }
}

function replaced(_key: string, value: unknown): unknown {
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'bigint') return { $: 'bigint', of: String(value) };
  if (value instanceof Uint8Array) return { $: 'bytes', of: [...value] };
  if (value instanceof Sum) return { $: 'sum', of: value.parts };
  const isExact = typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));
  return isExact ? value : { $: 'number', of: Object.is(value, -0) ? '-0' : String(value) };
}

function split(bytes: Buffer): readonly (Buffer | undefined)[] {
  const parts: (Buffer | undefined)[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    const start = at + 4;
    parts.push(length === REFUSED ? undefined : bytes.subarray(start, start + length));
    at = length === REFUSED ? start : start + length;
  }
  return parts;
}
