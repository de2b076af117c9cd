import fc from 'fast-check';
import t from 'tap';
import { RuntimeError } from '../errors/runtime-error.ts';
import { commands, globalOptions, type OptionRow } from './command-table.ts';
import { parseOptions } from './parse.ts';

const rows: readonly OptionRow[] = [
  { name: 'bundle', short: 'b', value: 'DIR', describe: '' },
  { name: 'pid-file', value: 'FILE', describe: '' },
  { name: 'no-pivot', describe: '' },
  { name: 'force', short: 'f', describe: '' },
  { name: 'secret', describe: '', hidden: true },
];

const read = (line: string, firstWord = false) => {
  const { values, words } = parseOptions(line.split(' ').filter(Boolean), rows, { firstWord });
  return { values: { ...values }, words };
};

t.test('a value is taken in every spelling that callers use', (t) => {
  for (const spelling of [
    '--bundle /b',
    '--bundle=/b',
    '-bundle /b',
    '-bundle=/b',
    '-b /b',
    '-b=/b',
    '--b /b',
  ]) {
    t.same(read(`${spelling} id`), { values: { bundle: '/b' }, words: ['id'] }, spelling);
  }
  t.same(read('--bundle=a=b=c'), { values: { bundle: 'a=b=c' }, words: [] });
  t.same(read('--bundle= id'), { values: { bundle: '' }, words: ['id'] });
  t.same(read('--bundle --force'), { values: { bundle: '--force' }, words: [] });
  t.same(read('--bundle -'), { values: { bundle: '-' }, words: [] });
  t.end();
});

t.test('a switch is on by its name, or says true or false as Go reads them', (t) => {
  for (const on of ['--force', '-f', '-force', '--force=true', '-f=1', '--force=T', '-f=True']) {
    t.same(read(`${on} id`), { values: { force: 'true' }, words: ['id'] }, on);
  }
  for (const off of ['--force=false', '-f=0', '--force=F', '-force=FALSE']) {
    t.same(read(`${off} id`), { values: { force: 'false' }, words: ['id'] }, off);
  }
  t.same(read('--force false'), { values: { force: 'true' }, words: ['false'] });
  t.throws(() => read('--force=yes'), { code: 'usage', message: /--force is true or false/ });
  t.throws(() => read('--force='), { code: 'usage' });
  t.end();
});

t.test('of an option given twice the last counts', (t) => {
  t.same(read('-b x --bundle=y -b z').values, { bundle: 'z' });
  t.same(read('--force --force=false').values, { force: 'false' });
  t.same(read('--force=false --force').values, { force: 'true' });
  t.end();
});

t.test('options may stand before, between and behind the words', (t) => {
  t.same(read('--force id --pid-file p 9 -b x'), {
    values: { force: 'true', 'pid-file': 'p', bundle: 'x' },
    words: ['id', '9'],
  });
  t.end();
});

t.test('-- ends the options, and a lone dash is a word', (t) => {
  t.same(read('-f -- --bundle -x'), { values: { force: 'true' }, words: ['--bundle', '-x'] });
  t.same(read('id -- -- x'), { values: {}, words: ['id', '--', 'x'] });
  t.same(read('- id'), { values: {}, words: ['-', 'id'] });
  t.end();
});

t.test('before a command, everything from the first word on is the command’s', (t) => {
  t.same(read('-f create --bundle=/b id', true), {
    values: { force: 'true' },
    words: ['create', '--bundle=/b', 'id'],
  });
  t.same(read('-f -- create', true), { values: { force: 'true' }, words: ['create'] });
  t.end();
});

t.test('switches are not clustered, nor names shortened', (t) => {
  t.throws(() => read('-fb x'), { message: /^flag provided but not defined: -fb/ });
  t.throws(() => read('--forc id'), { message: /^flag provided but not defined: --forc; / });
  t.throws(() => read('-x'), { code: 'usage', message: /: -x; --help lists them$/ });
  t.throws(() => read('---force'), { code: 'usage' });
  t.throws(() => read('--=x'), { code: 'usage' });
  t.throws(() => read('--__proto__=x'), { code: 'usage' });
  t.throws(() => read('--constructor'), { code: 'usage' });
  t.end();
});

t.test('an unknown option is answered with the nearest there is, and never with its value', (t) => {
  const suggested = (word: string, name: string) =>
    t.throws(() => read(word), {
      message: new RegExp(`: ${word.split('=')[0]}; did you mean --${name}\\?$`),
    });
  suggested('--forse', 'force');
  suggested('--forc', 'force');
  suggested('--pidfile=/secret', 'pid-file');
  suggested('--pid_file', 'pid-file');
  suggested('--nopivot', 'no-pivot');
  suggested('--bundel', 'bundle');
  for (const word of ['--secre', '--zzzzz', '--q']) {
    t.throws(() => read(word), { message: /--help lists them$/ });
  }
  t.end();
});

t.test('a missing value is told in the words that CRI-O and podman look for', (t) => {
  t.throws(() => read('--pid-file'), { message: 'flag needs an argument: --pid-file' });
  t.throws(() => read('id -b'), { message: 'flag needs an argument: --bundle' });
  t.end();
});

t.test('whatever the words, they are read or refused as usage, and none is lost', (t) => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('--', '-', '--bundle', '-b', '--force', '--pid-file=x', '-f=false'),
  );
  const holds = (words: readonly string[], firstWord: boolean): boolean => {
    try {
      const parsed = parseOptions(words, rows, { firstWord });
      return parsed.words.every((given) => words.includes(given));
    } catch (error) {
      return error instanceof RuntimeError && error.code === 'usage';
    }
  };
  t.doesNotThrow(() => fc.assert(fc.property(fc.array(word), fc.boolean(), holds)));
  t.end();
});

t.test('no row of the table hides another by its name or short name', (t) => {
  for (const options of [globalOptions, ...commands.map((command) => command.options)]) {
    const names = options.flatMap(({ name, short }) =>
      short === undefined ? [name] : [name, short],
    );
    t.equal(new Set(names).size, names.length);
  }
  t.end();
});

t.test('every value of a repeatable option counts, in the order given', (t) => {
  const repeatable: OptionRow = {
    name: 'env',
    short: 'e',
    value: 'NAME=VALUE',
    repeatable: true,
    describe: '',
  };
  const line = ['-e', 'A=1', '--env=B=2', '--env', 'A=3', 'id', '-e', 'C=4'];
  const { lists, words } = parseOptions(line, [repeatable], { firstWord: true });
  t.same(lists['env'], ['A=1', 'B=2', 'A=3']);
  t.same(words, ['id', '-e', 'C=4'], 'what follows the first word is not read');
  t.end();
});
