import fc from 'fast-check';
import type { JsonObject } from '../support/json.ts';
import { trials } from './configurations.ts';

/** One call of the planner: `$ID` is a container that is there, `$BUNDLE` the bundle. */
export interface PlannerCall {
  /** A merge patch for the minimal configuration, or the text in its place. */
  readonly config: JsonObject | string;
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('\ud800', '﻿x', 'ä', '日本', '\u0000', '../..', ''),
);

/** What is wrong, or strange, in a configuration that would be right. */
const strange = fc
  .tuple(
    fc.constantFrom(
      ['process', 'cwd'],
      ['process', 'args'],
      ['process', 'user', 'uid'],
      ['root', 'path'],
      ['hostname'],
      ['annotations', 'run.oci.handler'],
      ['linux', 'cgroupsPath'],
      ['linux', 'resources', 'memory', 'limit'],
      ['linux', 'maskedPaths'],
      ['mounts'],
      ['hooks', 'prestart'],
      ['ociVersion'],
      ['unknown'],
    ),
    fc.oneof(texts, fc.integer(), fc.boolean(), fc.constant(null), fc.array(texts)),
  )
  .map(([keys, value]) =>
    keys.reduceRight<unknown>((below, key) => ({ [key]: below }), value),
  ) as fc.Arbitrary<JsonObject>;

const configs = fc.oneof(
  { weight: 6, arbitrary: trials.map(({ patch }) => patch) },
  { weight: 3, arbitrary: strange },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '{', '[]', '{"ociVersion":"1.0.0"}', '﻿{}', '"\\ud800"'),
  },
);

const valued = (name: string, ...values: readonly string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly string[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => [name, value]) },
  );
const flag = (name: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly string[]>([]) },
    { weight: 1, arbitrary: fc.constant([name]) },
  );
const line = (name: string, ...parts: readonly fc.Arbitrary<readonly string[]>[]) =>
  fc.tuple(...parts).map((chosen) => [name, ...chosen.flat()]);
const word = (...words: readonly string[]) => fc.constantFrom(...words).map((one) => [one]);

const launch = [
  valued('--bundle', '$BUNDLE', '$BUNDLE', '$BUNDLE', '.', '/no/such', ''),
  valued('--pid-file', '/tmp/pid', 'pid', ''),
  valued('--console-socket', '/tmp/console'),
  valued('--preserve-fds', '0', '3', 'x'),
  flag('--no-pivot'),
  flag('--no-new-keyring'),
] as const;
const fresh = word('new', 'new', 'new', '$ID', 'a/b', '', 'ä');
const there = word('$ID', '$ID', '$ID', 'new', '..');

const lines: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 3, arbitrary: line('create', ...launch, fresh) },
  { weight: 3, arbitrary: line('run', ...launch, flag('--detach'), flag('--keep'), fresh) },
  // As JSON it holds the moment of creation in a form that nobody finds again.
  { weight: 2, arbitrary: line('plan', ...launch, valued('--format', 'text', 'x')) },
  {
    weight: 4,
    arbitrary: line(
      'exec',
      valued('--cwd', '/', '/tmp', 'tmp'),
      valued('--user', '0', '1000:1000', 'x'),
      valued('--env', 'A=1', 'A', 'Ä=ö'),
      valued('--cap', 'CAP_KILL', 'CAP_NO'),
      valued('--cgroup', 'below', '../..', 'memory:x', 'none:x'),
      valued('--process', '$BUNDLE/config.json', '/no/such', 'config.json'),
      flag('--tty'),
      flag('--detach'),
      there,
      fc.array(
        texts.filter((text) => !text.includes('\0')),
        { maxLength: 3 },
      ),
    ),
  },
  line('state', there),
  line('start', there),
  line('kill', flag('--all'), there, word('TERM', 'KILL', 'NO', '9')),
  line('delete', flag('--force'), flag('--regex'), there),
  line('update', valued('--memory', '64m', 'x'), valued('--pids-limit', '5'), there),
  // Not --stats: what a container uses is another thing at each moment.
  line('events', valued('--interval', '1s', 'x', '0s'), there),
  line('pause', there),
  line('checkpoint', valued('--image-path', 'images', '/x'), there),
  line('restore', valued('--image-path', 'images'), ...launch, fresh),
  line('spec', valued('--bundle', '$BUNDLE', '/x'), flag('--rootless')),
  line('list', valued('--format', 'json', 'table', 'x'), flag('--quiet')),
  line('features', flag('--here')),
  line('planner', word('serve', 'x'), valued('--idle', '1m', 'x'), valued('--memory', '1g', 'x')),
  line('--help'),
  line('--version'),
  line('nonsense', there),
);

const globals = fc
  .tuple(
    valued('--root', '$ROOT', '$ROOT', '$ROOT', '/no/such', 'relative', '/'),
    valued('--log', '/tmp/log', 'syslog:x', 'log'),
    valued('--log-format', 'json', 'xml'),
    flag('--debug'),
    flag('--systemd-cgroup'),
  )
  .map((parts) => parts.flat());

const variables = fc.record(
  {
    PATH: fc.constantFrom('/usr/bin:/bin', ''),
    XDG_RUNTIME_DIR: fc.constantFrom('/run/user/0', 'relative', ''),
    NOTIFY_SOCKET: fc.constantFrom('/run/notify', '@name', 'x', ''),
    LISTEN_FDS: fc.constantFrom('1', '2', 'x'),
    LISTEN_PID: fc.constantFrom('$PID', '1'),
    LISTEN_FDNAMES: fc.constantFrom('a:b', 'ä'),
    DBUS_SESSION_BUS_ADDRESS: fc.constant('unix:path=/run/user/0/bus'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Readonly<Record<string, string>>>;

export const plannerCalls: fc.Arbitrary<PlannerCall> = fc
  .record({ config: configs, globals, line: lines, variables })
  .map((chosen) => ({ ...chosen, words: [...chosen.globals, ...chosen.line] }));
