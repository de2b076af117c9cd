/** The executor reads the words of a command line as the planner does, or leaves them to the planner. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Caller } from '../../src/cli/caller.ts';
import { commands, globalOptions } from '../../src/cli/command-table.ts';
import { planFor } from '../../src/cli/dispatch.ts';
import { parseOptions } from '../../src/cli/parse.ts';
import { GIVEN_SIGNAL } from '../../src/plan/field-types.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planJson } from '../../src/plan/plan-json.ts';
import { loadContainer } from '../../src/runtime/load-container.ts';
import { storedPlans } from '../../src/runtime/stored-plans.ts';
import { plainRecord } from '../../src/runtime/testing.ts';
import { signals } from '../../src/spec/tables/signals.ts';
import { projectRoot } from '../support/project.ts';
import { commandPath, requireRoot } from '../support/requires.ts';

interface Arguments {
  readonly directory: string;
  readonly command: string;
  readonly logPath: string;
  readonly logFormat: 'text' | 'json';
  readonly signal: number;
  readonly words: readonly string[];
}

type Line = readonly string[];

/** A folder with the reader, compiled anew, and a container c1 below `root`. */
class Place {
  readonly directory: string;

  constructor(t: Test) {
    requireRoot();
    this.directory = t.testdir({});
    const source = join(projectRoot, 'test/support/native/print-arguments.c');
    const flags = ['-std=gnu17', '-O1', '-Wall', '-Wextra', '-Werror', '-o', this.reader];
    execFileSync(commandPath('gcc'), [...flags, source]);
    mkdirSync(join(this.directory, 'root/c1'), { recursive: true, mode: 0o700 });
    writeFileSync(join(this.directory, 'root/c1/state.json'), JSON.stringify(plainRecord));
  }

  get reader(): string {
    return join(this.directory, 'reader');
  }

  get caller(): Caller {
    return {
      workingDirectory: this.directory,
      uid: process.geteuid?.() ?? 0,
      gid: 0,
      pid: process.pid,
      calledAs: 'pelagos',
      inUserNamespace: false,
      environment: () => undefined,
    };
  }

  /** What the executor makes of each line; undefined where it asks the planner. */
  read(lines: readonly Line[]): (Arguments | undefined)[] {
    const input = lines
      .flatMap((line) => [String(line.length), ...line])
      .map((word) => `${word}\0`);
    const output = execFileSync(this.reader, {
      cwd: this.directory,
      input: input.join(''),
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    const found = output.trim().split('\n');
    return found.map((text) => (JSON.parse(text) as Arguments | null) ?? undefined);
  }

  /** What the stored plan for these arguments does, with what they say in its places. */
  stored({ directory, command, logPath, logFormat, signal }: Arguments): Plan | undefined {
    const cut = directory.lastIndexOf('/');
    const container = loadContainer(directory.slice(0, cut), directory.slice(cut + 1));
    const found = storedPlans(container).find((stored) => stored.command === command)?.plan;
    if (found === undefined) return undefined;
    const text = JSON.stringify(found.steps);
    const given = `"signal":${GIVEN_SIGNAL}`;
    const steps = JSON.parse(text.replaceAll(given, `"signal":${signal}`));
    return { ...found, report: { logPath, logFormat, exitCode: 1 }, steps };
  }
}

/** What is wrong with how the executor reads a line; undefined: nothing. */
async function disagreement(
  place: Place,
  line: Line,
  read: Arguments | undefined,
): Promise<string | undefined> {
  if (read === undefined) return undefined;
  if (read.command === 'exec') return sameProgram(line, read.words);
  const planned = await planFor(line, place.caller);
  const [first] = planned.steps;
  if (resolve(read.directory) !== join(place.directory, 'root/c1')) {
    // There is no such container, and so no plan of it: the planner must say just that.
    const missing =
      first === undefined || (first.op === 'fail' && first.at === 'container-missing');
    return missing ? undefined : `the planner does ${JSON.stringify(first)}`;
  }
  const stored = place.stored(read);
  if (stored === undefined) return undefined;
  const [ours, theirs] = [planJson(stored), planJson(planned)];
  return ours === theirs ? undefined : `stored: ${ours}\nplanned: ${theirs}`;
}

/** Of exec the program is compared: what it does beside is that of its own differential test. */
function sameProgram(line: Line, words: readonly string[]): string | undefined {
  const before = parseOptions(line, globalOptions, { firstWord: true });
  const options = commands.find(({ name }) => name === 'exec')?.options ?? [];
  const { values, words: own } = parseOptions(before.words.slice(1), options, { firstWord: true });
  const [ours, theirs] = [words, own.slice(1)].map((list) => JSON.stringify(list));
  if (Object.keys(values).length > 0) return `the planner finds options in ${JSON.stringify(line)}`;
  return ours === theirs ? undefined : `read: ${ours}\nplanned: ${theirs}`;
}

t.test('Every spelling that a stored plan serves', async (t) => {
  const place = new Place(t);
  const own = ['--root', 'root'];
  const served: readonly (readonly [Line, Partial<Arguments>])[] = [
    [[...own, 'state', 'c1'], { command: 'state', signal: -1, logPath: '' }],
    [[...own, 'kill', 'c1', ''], { command: 'kill', signal: 15, logPath: '' }],
    [['--root=root', 'state', 'c1'], { command: 'state' }],
    [['-root', './/root/', 'start', 'c1'], { command: 'start' }],
    [['--root', '/none', ...own, 'state', 'c1'], { command: 'state' }],
    [[...own, '--', 'state', '--', 'c1'], { command: 'state' }],
    [[...own, 'kill', 'c1'], { command: 'kill', signal: 15 }],
    [[...own, 'kill', 'c1', '9'], { command: 'kill', signal: 9 }],
    [[...own, 'kill', 'c1', 'sigrtmin+3'], { command: 'kill', signal: 37 }],
    [[...own, 'kill', '--all=false', 'c1', '0'], { command: 'kill', signal: 0 }],
    [[...own, 'kill', '-a', 'c1', 'KILL'], { command: 'kill --all', signal: 9 }],
    [[...own, 'delete', 'c1'], { command: 'delete' }],
    [[...own, 'delete', '-f', 'c1'], { command: 'delete --force' }],
    [[...own, 'delete', 'c1', '--force'], { command: 'delete --force' }],
    [[...own, 'delete', '--force', '--force=F', 'c1'], { command: 'delete' }],
    [[...own, '--log', 'l', 'state', 'c1'], { logPath: `${place.directory}/l`, logFormat: 'text' }],
    [
      [...own, '--log=/l', '--log-format=json', 'state', 'c1'],
      { logPath: '/l', logFormat: 'json' },
    ],
    [[...own, '--log=', 'state', 'c1'], { logPath: '' }],
    [[...own, '--log=/x:y', 'state', 'c1'], { logPath: '/x:y' }],
    [[...own, '--log-format', 'x', '--log-format', 'text', 'state', 'c1'], { logFormat: 'text' }],
    [[...own, '--systemd-cgroup', '--rootless', 'auto', 'state', 'c1'], { command: 'state' }],
    [[...own, 'exec', 'c1', 'true'], { command: 'exec', words: ['true'] }],
    [[...own, 'exec', '--', 'c1', '-a', '--', ''], { words: ['-a', '--', ''] }],
    [[...own, 'exec', 'c1', '--', '-d'], { words: ['--', '-d'] }],
    [[...own, '--cgroup-manager=disabled', '--systemd-cgroup=0', 'state', 'c1'], {}],
  ];
  const found = place.read(served.map(([line]) => line));
  for (const [index, [line, expected]] of served.entries()) {
    const directory = `${place.directory}/root/c1`;
    t.match(found[index], { directory, ...expected }, line.join(' '));
    t.equal(await disagreement(place, line, found[index]), undefined);
  }
  t.match(place.read([['state', 'c1']]), [{ directory: '/run/pelagos/c1' }]);
});

t.test('What only the planner can answer is left to it', (t) => {
  const place = new Place(t);
  const own = ['--root', 'root'];
  const left: readonly Line[] = [
    [],
    [''],
    ['--root'],
    [...own],
    [...own, '--'],
    [...own, 'state'],
    [...own, 'state', ''],
    [...own, 'state', 'c1', 'c2'],
    [...own, 'state', '--', '-c1'],
    [...own, '--log', '/', 'state', 'c1'],
    [...own, 'state', '--help', 'c1'],
    [...own, 'state', '--help=false', 'c1'],
    [...own, '--debug', 'state', 'c1'],
    [...own, '--log', 'journald:c1', 'state', 'c1'],
    [...own, '--log=syslog:c1', 'state', 'c1'],
    [...own, '--log', 'file:l', 'state', 'c1'],
    [...own, '--log-level', 'error', 'state', 'c1'],
    [...own, 'state', '--debug=false', 'c1'],
    [...own, 'kill', '--regex', 'c1', '9'],
    [...own, '--version', 'state', 'c1'],
    [...own, '--frob', 'state', 'c1'],
    [...own, '--systemd-cgroup=maybe', 'state', 'c1'],
    [...own, '--log-format', 'xml', 'state', 'c1'],
    [...own, '--log-format=', 'state', 'c1'],
    [...own, '--rootless', 'perhaps', 'state', 'c1'],
    [...own, '--cgroup-manager', 'none', 'state', 'c1'],
    ['--root', '', 'state', 'c1'],
    ['--root', '/', 'state', 'c1'],
    ['--root', '/./', 'state', 'c1'],
    ['--root', 'é', 'state', 'c1'],
    ['--root', `/${'x'.repeat(4090)}`, 'state', 'c1'],
    [...own, 'create', 'c1'],
    [...own, 'exec', 'c1'],
    [...own, 'exec', 'c1', ''],
    [...own, 'exec', '', 'true'],
    [...own, 'exec', '-d', 'c1', 'true'],
    [...own, 'exec', '--detach=false', 'c1', 'true'],
    [...own, 'exec', '-e', 'A=b', 'c1', 'true'],
    [...own, 'exec', '--log', 'l', 'c1', 'true'],
    [...own, 'exec', '--process', 'f', 'c1'],
    [...own, 'exec', 'c1', 'echo', 'é'],
    [...own, 'features'],
    [...own, 'frobnicate', 'c1'],
    [...own, 'state', '../root/c1'],
    [...own, 'state', '.'],
    [...own, 'state', '+c1'],
    [...own, 'state', 'x'.repeat(201)],
    [...own, 'kill', 'c1', '65'],
    [...own, 'kill', 'c1', '015'],
    [...own, 'kill', 'c1', 'SIG'],
    [...own, 'kill', 'c1', 'SIGSIGKILL'],
    [...own, 'kill', 'c1', ' 9'],
    [...own, 'kill', 'c1', '9 '],
    [...own, 'kill', '--all=x', 'c1', '9'],
    [...own, 'delete', '--forc', 'c1'],
  ];
  for (const [index, read] of place.read(left).entries()) {
    t.equal(read, undefined, JSON.stringify(left[index]).slice(0, 80));
  }
  t.end();
});

t.test('Every signal has the number that the planner gives it', async (t) => {
  const place = new Place(t);
  const words = [...signals.keys()].flatMap((name) => [name, name.slice(3), name.toLowerCase()]);
  const numbers = Array.from({ length: 101 }, (_, number) => String(number));
  const lines = [...words, ...numbers].map((word) => ['--root=root', 'kill', 'c1', word]);
  const found = place.read(lines);
  for (const [index, line] of lines.entries()) {
    const wrong = await disagreement(place, line, found[index]);
    if (wrong !== undefined) t.fail(`${line.at(-1)}: ${wrong}`);
  }
  t.equal(found.filter((read) => read !== undefined).length, words.length + 65);
});

t.test('Whatever the words, both read the same', async (t) => {
  const place = new Place(t);
  const value = fc.constantFrom(
    'root',
    './root',
    'root/../root',
    '/',
    '',
    'json',
    'text',
    'true',
    'F',
  );
  const name = fc.constantFrom(...globalOptions, ...commands.flatMap(({ options }) => options));
  const option = fc
    .tuple(fc.constantFrom('--', '-', '---'), name, fc.option(value), fc.boolean())
    .map(([dashes, row, given, short]) => {
      const word = `${dashes}${short ? (row.short ?? row.name) : row.name}`;
      return given === null ? word : `${word}=${given}`;
    });
  const verb = fc.constantFrom('start', 'state', 'kill', 'delete', 'exec');
  const odd = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('--', '-', 'é'));
  const clean = odd.map((word) => word.replaceAll('\0', ''));
  const signal = fc.constantFrom('9', 'TERM', 'sigkill', 'RTMAX-2', '64', '65', 'FOO');
  const served = fc.constantFrom('--systemd-cgroup', '--root=root', '--log=l', '--log-format=json');
  const extra = fc.oneof(
    option,
    value,
    clean,
    served,
    fc.constantFrom('c1', '--force', '-f', '-a'),
  );
  const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 2 });
  const line = fc.oneof(
    fc
      .tuple(few(served), few(extra), verb, few(extra), few(signal))
      .map(([globals, more, word, rest, last]) => [
        ...['--root', 'root', ...globals, ...more, word, 'c1', ...rest, ...last],
      ]),
    fc
      .tuple(few(served), verb, few(fc.oneof(signal, fc.constantFrom('--force', '-a'))))
      .map(([globals, word, rest]) => ['--root=root', ...globals, word, 'c1', ...rest]),
    fc.array(fc.oneof(extra, verb)),
  );
  const seed = Date.now();
  const lines = fc.sample(line, { numRuns: 4000, seed });
  const found = place.read(lines);
  t.equal(found.length, lines.length);
  for (const [index, words] of lines.entries()) {
    const wrong = await disagreement(place, words, found[index]);
    if (wrong !== undefined) t.fail(`seed ${seed}: ${JSON.stringify(words)}: ${wrong}`);
  }
  const count = found.filter((read) => read !== undefined).length;
  t.ok(count > 400, `${count} of 4000 lines are served`);
});
