import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { encodePlan } from '../plan/encode.ts';
import { plainRecord } from '../runtime/testing.ts';
import { commands, globalOptions } from './command-table.ts';
import { planFor } from './dispatch.ts';
import { commandHelp, programHelp } from './help.ts';
import { verbs } from './oci/verbs.ts';
import { planOf, rootCaller, saidBy } from './testing.ts';
import { versionText } from './version.ts';

const said = async (line: string) => saidBy(await planOf(line));

t.test('every command of the table has a verb, and every verb a command', async (t) => {
  t.same(Object.keys(verbs).sort(), commands.map(({ name }) => name).sort());
  for (const load of Object.values(verbs)) t.type(await load(), 'function');
});

t.test(
  '--version is for programs: name and version in the first line, the word once',
  async (t) => {
    for (const line of ['--version', '-v', '-V', '--root /r --version', '--version state x']) {
      const { stdout, exitCode } = await said(line);
      t.match(stdout, /^pelagos version \d+\.\d+\.\d+\n/);
      t.equal(stdout.match(/version/g)?.length, 1);
      t.match(stdout, /^spec: \d+\.\d+\.\d+$/m);
      t.equal(exitCode, 0);
    }
  },
);

t.test('called as runc, it has the first line that those want who look for runc', (t) => {
  t.match(versionText('runc'), /^runc version \d+\.\d+\.\d+\n/);
  for (const name of ['pelagos', 'crun', '']) t.match(versionText(name), /^pelagos version /);
  t.end();
});

t.test('called as runc, its help is that of runc by its name', (t) => {
  t.match(programHelp('runc'), /^NAME:\n {2}runc - Open Container Initiative runtime/);
  for (const row of commands) {
    const text = commandHelp('runc', row);
    t.match(text, new RegExp(`^NAME:\n  runc ${row.name} - `));
    t.notMatch(text, /^ {2}pelagos /m);
  }
  t.end();
});

t.test('help goes to standard output and succeeds, in every way to ask for it', async (t) => {
  for (const line of ['', '--help', '-h', 'help', '--debug']) {
    const { stdout, exitCode } = await said(line);
    t.match(stdout, /^NAME:\n {2}pelagos - Open Container Initiative runtime/, line);
    t.match(stdout, /^USAGE:\n {2}pelagos \[OPTIONS\] COMMAND/m, line);
    for (const { name } of commands) t.match(stdout, new RegExp(`^  ${name}\\b`, 'm'));
    t.equal(exitCode, 0);
  }
  for (const { name, usage, optionsFirst } of commands) {
    const late = optionsFirst === true ? [] : [`${name} x y z --help`];
    for (const line of [`${name} --help`, `${name} -h`, `help ${name}`, ...late]) {
      t.match((await said(line)).stdout, `\nUSAGE:\n  pelagos ${usage}\n`, line);
    }
  }
});

t.test(
  'every option of the table is in its help, and every line fits a small terminal',
  async (t) => {
    const { stdout } = await said('--help');
    const fits = (text: string) => text.split('\n').every((line) => line.length <= 80);
    for (const { name, hidden } of globalOptions) {
      t.equal(stdout.includes(`--${name} `), hidden !== true, name);
    }
    t.ok(fits(stdout));
    for (const { name, options } of commands) {
      const shown = (await said(`help ${name}`)).stdout;
      for (const option of options) {
        t.equal(
          shown.includes(`--${option.name} `) || shown.includes(`--${option.name}\n`),
          option.hidden !== true,
        );
      }
      t.ok(fits(shown), name);
    }
  },
);

t.test('an unknown command ends with 3, as that of runc', async (t) => {
  t.same(await said('frobnicate x'), {
    stdout: '',
    message: `unknown command "frobnicate": No help topic for 'frobnicate'; pelagos --help lists the commands`,
    exitCode: 3,
  });
  t.match(await said('stat x'), { message: /did you mean state\?/, exitCode: 3 });
  t.match(await said('help frobnicate'), { exitCode: 3 });
  t.match(await said('__proto__'), { exitCode: 3 });
  t.match(await said('constructor'), { exitCode: 3 });
});

t.test('wrong usage ends with 1, and says what is right', async (t) => {
  const lines = {
    start: 'start wants 1 argument, not 0; usage: pelagos start ID',
    'start a b': 'start wants 1 argument, not 2; usage: pelagos start ID',
    'kill a b c': 'kill wants 1 to 2 arguments, not 3; usage: pelagos kill [OPTIONS] ID [SIGNAL]',
    'features x': 'features wants no argument, not 1; usage: pelagos features [OPTIONS]',
    'start --frob x': 'flag provided but not defined: --frob; --help lists them',
    '--frob start x': 'flag provided but not defined: --frob; --help lists them',
    'create --bundle': 'flag needs an argument: --bundle',
    'kill x FOO': 'unknown signal "FOO"; give a number from 0 to 64 or a name such as TERM',
    'kill x 65': 'unknown signal "65"; give a number from 0 to 64 or a name such as TERM',
    'plan --format xml': '--format is text or json: current value is "xml"',
    'create --preserve-fds -1 x':
      '--preserve-fds is a number of descriptors: current value is "-1"',
    'create --preserve-fds 99999999 x':
      '--preserve-fds is a number of descriptors: current value is "99999999"',
  };
  for (const [line, message] of Object.entries(lines)) {
    t.same(await said(line), { stdout: '', message, exitCode: 1 });
  }
  t.match(saidBy(await planFor(['start', 'a\0b'], rootCaller)), {
    message: 'argument 2 holds a NUL character',
    exitCode: 1,
  });
});

t.test('every verb judges the id before it looks for anything', async (t) => {
  for (const name of ['create', 'start', 'state', 'kill', 'delete', 'plan', 'delete --force']) {
    for (const id of ['..', '.', 'a/b', '../x', '-- -x', 'é']) {
      t.match(await said(`--root /none ${name} ${id}`), {
        message: /^invalid container ID format: /,
        exitCode: 1,
      });
    }
  }
});

t.test('exec ends with 255 where it is exec that fails, as with runc', async (t) => {
  const lines = {
    'exec -d .. true': /^invalid container ID format: /,
    '--root /none exec -d x true': /^container does not exist$/,
    'exec -d x': /^exec wants a command, or --process; usage: /,
    'exec -d -u 1:2:3 --cgroup ../y x true': /^bad sub cgroup path "..\/y": it leads out of /,
  };
  for (const [line, message] of Object.entries(lines)) {
    t.match(await said(line), { stdout: '', message, exitCode: 255 });
  }
});

t.test(
  'what does not exist is told alike by all, but deleting it with force succeeds',
  async (t) => {
    for (const line of ['state x', 'start x', 'kill x', 'kill --all x 9', 'delete x']) {
      t.match(await said(`--root /none ${line}`), {
        message: 'container does not exist',
        exitCode: 1,
      });
    }
    for (const line of ['delete --force x', 'delete -f x', 'delete x -f']) {
      t.same((await planOf(`--root /none ${line}`)).steps, []);
    }
  },
);

t.test('the calls of engines are understood as they make them', async (t) => {
  const root = t.testdir({ c1: {} });
  writeFileSync(`${root}/c1/state.json`, JSON.stringify(plainRecord));
  const shim = `--root ${root} --log log.json --log-format json --systemd-cgroup`;
  t.match(await planOf(`${shim} delete c1`), {
    report: { logPath: '/bundle/log.json', logFormat: 'json', exitCode: 1 },
    steps: [
      { op: 'readInit' },
      {
        op: 'byStatus',
        creating: [{ op: 'fail', message: /^cannot delete container c1 that is n/ }],
      },
      { op: 'lock' },
    ],
  });
  t.match((await planOf(`--root ${root} delete --force c1`)).steps, [{ op: 'lock' }]);
  const twice = `--root=${root} --systemd-cgroup --root=${root} --systemd-cgroup`;
  const [, status] = (await planOf(`${twice} state c1`)).steps;
  const [print] = status?.op === 'byStatus' ? status.creating : [];
  const text = print?.op === 'print' ? String(print.text) : '';
  t.match(JSON.parse(text), { id: 'c1', pid: 0, status: 'creating', owner: '' });
  t.match((await planOf(`--root ${root} kill --all c1 9`)).steps, [
    { op: 'readInit' },
    { op: 'cgroupKill', signal: 9 },
  ]);
  t.match((await planOf(`--root ${root} kill -a c1 SIGKILL`)).steps, [
    { op: 'readInit' },
    { signal: 9 },
  ]);
});

t.test('options of the program are taken behind the command as well, as by runc', async (t) => {
  const root = t.testdir({ c1: {} });
  writeFileSync(`${root}/c1/state.json`, JSON.stringify(plainRecord));
  for (const line of [
    `state --root ${root} --log=l c1`,
    `--root /none --log x state c1 --root=${root} --log l --debug`,
    `--root ${root} kill --systemd-cgroup --log l c1`,
  ]) {
    const { report, steps } = await planOf(line);
    t.equal(report.logPath, '/bundle/l', line);
    t.match(steps, [{ op: 'readInit' }], line);
  }
  t.match(await said('state --root'), { message: 'flag needs an argument: --root' });
  t.match(await said('state --log-format xml c1'), { message: /^--log-format is text or json/ });
  // Of two options with one name the command's own counts, and what follows exec's id is its program's.
  t.match(await said('--root /none spec --rootless --bundle /none'), { message: /no directory/ });
  t.match(await said('--root /none exec -d c1 true --root /x'), { message: /does not exist/ });
  t.match(await said('state -v c1'), { message: /^flag provided but not defined: -v/ });
});

t.test('a regular expression names every container whose id it matches', async (t) => {
  const root = t.testdir({ 'web-1': {}, 'web-2': {}, db: {} });
  for (const id of ['web-1', 'web-2', 'db']) {
    writeFileSync(`${root}/${id}/state.json`, JSON.stringify({ ...plainRecord, id }));
  }
  const paths = async (line: string) =>
    (await planOf(`--root ${root} ${line}`)).steps
      .filter(({ op }) => op === 'readInit')
      .map((step) => step.op === 'readInit' && step.path);
  const web = [`${root}/web-1/init`, `${root}/web-2/init`];
  t.same(await paths('kill --regex ^web-[0-9]+$ TERM'), web);
  t.same(await paths('kill -r web'), web);
  t.same(await paths('delete --regex web --force'), web);
  t.same(await paths('delete -r web'), [...web, ...web], 'looks at all before it deletes one');
  t.same(await paths('delete -r none'), []);
  for (const pattern of ['(', '[[:alpha:]]', '*']) {
    t.match(await said(`--root ${root} kill --regex ${pattern}`), {
      message: /is no regular expression; write one such as/,
      exitCode: 1,
    });
  }
});

t.test('create and plan read the configuration that --config names', async (t) => {
  const bundle = t.testdir({ 'config.json': '{}', 'other.json': '{"ociVersion": 1}' });
  for (const verb of ['create', 'plan']) {
    t.match(await said(`--root /none ${verb} -b ${bundle} --config ${bundle}/other.json x`), {
      message: new RegExp(`^invalid configuration: ${bundle}/other.json has .*/ociVersion`, 's'),
    });
    t.match(await said(`--root /none ${verb} -b ${bundle} -f none.json x`), {
      message: /^cannot read \/bundle\/none.json: no such file or directory/,
    });
  }
});

t.test('features needs nothing of the host', async (t) => {
  const { stdout, exitCode } = await said('features');
  t.match(JSON.parse(stdout), { ociVersionMin: /^1\./, linux: { namespaces: ['cgroup'] } });
  t.equal(exitCode, 0);
});

t.test('a damaged record is told, and goes with force', async (t) => {
  const root = t.testdir({ c1: { 'state.json': '{"version": 1' } });
  for (const line of ['state c1', 'kill c1', 'start c1', 'delete c1']) {
    t.match(await said(`--root ${root} ${line}`), { message: /damaged/, exitCode: 1 });
  }
  t.match((await planOf(`--root ${root} delete --force c1`)).steps, [
    { op: 'lock' },
    { op: 'expect' },
    { op: 'removeFile', path: `${root}/c1/plans` },
    { op: 'removeDirectory', path: `${root}/c1` },
  ]);
});

t.test('an error of a document is told although a key of it holds NUL', async (t) => {
  const bundle = t.testdir({
    'config.json': '{"ociVersion": "1.0.0", "annotations": {"a\\u0000\\n": 1}}',
  });
  const plan = await planOf(`--root /none create --bundle ${bundle} x`);
  t.doesNotThrow(() => encodePlan(plan, 0));
  t.match(saidBy(plan), { message: /\/annotations\/a\\u0000\\n: found 1/ });
});

t.test('whatever the words, there is a plan, and it encodes', async (t) => {
  const name = fc.constantFrom(...commands.map((command) => command.name), 'help');
  const option = fc
    .constantFrom(...globalOptions, ...commands.flatMap((command) => command.options))
    .map((row) => `--${row.name}`);
  const word = fc.oneof(
    name,
    option,
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('--', '-', '-b', '/', '..', 'x'.repeat(5000), '/dev/zero', '/dev/null/x'),
  );
  const line = fc.oneof(
    fc.array(word),
    fc.tuple(name, fc.array(word)).map(([first, rest]) => [first, ...rest]),
    fc.tuple(fc.string(), name, fc.array(word)).map(([id, verb, rest]) => [verb, id, ...rest]),
  );
  const holds = async (words: readonly string[]): Promise<boolean> =>
    encodePlan(await planFor(words, rootCaller), 1).length > 0;
  await fc.assert(fc.asyncProperty(line, holds), { numRuns: 1000 });
  t.pass('for 1000 command lines');
});

t.test('without --timing no plan measures anything', async (t) => {
  const measures = (one: Awaited<ReturnType<typeof planOf>>) =>
    one.steps.some(({ op }) => op === 'stamp' || op === 'startClock');
  t.notOk(measures(await planOf('features')));
  t.ok(measures(await planOf('--timing features')));
  t.ok(measures(await planOf('features --timing')));
});
