import fc from 'fast-check';

/** Where the life of the container stands when the command line comes. */
export type Moment = 'none' | 'created' | 'running' | 'paused' | 'stopped';

/** A verb and its arguments; `$ID` is the container's, `$MISSING` one that is not there. */
export interface CommandLine {
  readonly moment: Moment;
  readonly words: readonly string[];
}

const id = fc.oneof(
  { weight: 9, arbitrary: fc.constant('$ID') },
  { weight: 1, arbitrary: fc.constantFrom('$MISSING', '', '../x', 'a/b', '.') },
);
const signal = fc.constantFrom(
  'TERM',
  'SIGTERM',
  'sigusr1',
  'KILL',
  '9',
  '0',
  '15',
  '64',
  '65',
  '99',
  'FOO',
  '',
  'SIGRTMIN+1',
);
const flag = (name: string) => fc.constantFrom<readonly string[]>([], [name]);
const valued = (name: string, ...values: readonly string[]) =>
  fc.oneof(
    fc.constant<readonly string[]>([]),
    fc.constantFrom(...values).map((value) => [name, value]),
    fc.constantFrom(...values).map((value) => [`${name}=${value}`]),
  );
const verb = (name: string, ...parts: readonly fc.Arbitrary<string | readonly string[]>[]) =>
  fc.tuple(...parts).map((chosen) => [name, ...chosen.flat()]);
const ids = fc.oneof(
  { weight: 12, arbitrary: id.map((one) => [one]) },
  { weight: 1, arbitrary: fc.constantFrom([], ['$ID', 'more']) },
);

const program = fc.constantFrom(
  ['true'],
  ['sh', '-c', 'exit 3'],
  ['sh', '-c', 'kill -9 $$'],
  ['/no/such'],
  ['nosuch'],
  ['/etc/passwd'],
  ['/etc'],
  [],
);

const words: fc.Arbitrary<readonly string[]> = fc.oneof(
  verb('state', ids),
  verb('start', ids),
  verb('pause', ids),
  verb('resume', ids),
  verb('kill', id, signal),
  verb('kill', id),
  verb('delete', flag('--force'), ids),
  verb('ps', valued('--format', 'json', 'table', 'xml'), ids),
  verb(
    'update',
    valued('--memory', '64m', '67108864', '-1', 'much'),
    valued('--pids-limit', '50', '-1', 'x'),
    valued('--cpu-share', '512', '1', 'y'),
    id,
  ),
  verb(
    'exec',
    valued('--cwd', '/', '/tmp', '/no', 'tmp'),
    valued('--user', '0', '1000', '1000:1000', 'x'),
    valued('--env', 'A=1', 'A'),
    valued('--cap', 'CAP_KILL', 'CAP_NO'),
    flag('--no-new-privs'),
    id,
    program,
  ),
);

const moments = fc.constantFrom<Moment>(
  'none',
  'created',
  'running',
  'running',
  'paused',
  'stopped',
);

export const commandLines: fc.Arbitrary<CommandLine> = fc.record({ moment: moments, words });
