import t from 'tap';
import type { Caller } from './caller.ts';
import { readGlobals, reportOf } from './globals.ts';
import { planOf, rootCaller, saidBy } from './testing.ts';

const withRuntimeDirectory = (value: string | undefined, caller: Partial<Caller>): Caller => ({
  ...rootCaller,
  ...caller,
  environment: (name) => (name === 'XDG_RUNTIME_DIR' ? value : undefined),
});

t.test('root keeps its containers in /run/pelagos, whatever the environment says', (t) => {
  t.equal(readGlobals({}, rootCaller).root, '/run/pelagos');
  t.equal(readGlobals({}, withRuntimeDirectory('/run/user/0', {})).root, '/run/pelagos');
  t.end();
});

t.test('others keep them in their runtime directory, or at its usual place', (t) => {
  const root = (value: string | undefined, caller: Partial<Caller>) =>
    readGlobals({}, withRuntimeDirectory(value, caller)).root;
  t.equal(root('/run/user/7', { uid: 7 }), '/run/user/7/pelagos');
  t.equal(root(undefined, { uid: 7 }), '/run/user/7/pelagos');
  t.equal(root('relative', { uid: 7 }), '/run/user/7/pelagos');
  t.equal(root('/run/user/7', { inUserNamespace: true }), '/run/user/7/pelagos');
  t.equal(root(undefined, { inUserNamespace: true }), '/run/pelagos');
  t.end();
});

t.test('--root is made absolute from where the caller is', (t) => {
  const root = (given: string) => readGlobals({ root: given }, rootCaller).root;
  t.equal(root('/var/r/'), '/var/r');
  t.equal(root('r'), '/bundle/r');
  t.equal(root('./r//x'), '/bundle/r/x');
  for (const given of ['', '/', '//', '/.', '/..', '/a/..']) {
    t.throws(() => root(given), { code: 'usage', message: /--root .* is no place for containers/ });
  }
  t.end();
});

t.test('the cgroup manager is cgroupfs unless said otherwise', async (t) => {
  const manager = (values: Readonly<Record<string, string>>) =>
    readGlobals(values, rootCaller).cgroupManager;
  t.equal(manager({}), 'cgroupfs');
  t.equal(manager({ 'systemd-cgroup': 'true' }), 'systemd');
  t.equal(manager({ 'systemd-cgroup': 'false' }), 'cgroupfs');
  t.equal(manager({ 'cgroup-manager': 'disabled' }), 'disabled');
  t.match(saidBy(await planOf('--cgroup-manager x list')), {
    message: '--cgroup-manager is cgroupfs or systemd or disabled: current value is "x"',
  });
});

t.test('choices that no one offers are refused', async (t) => {
  for (const options of ['--log-format xml', '--rootless maybe', '--log-level info']) {
    const { message, exitCode } = saidBy(await planOf(`${options} list`));
    t.match(message, /^--[a-z-]+ is .* or .*: current value is "[a-z]+"$/);
    t.equal(exitCode, 1);
  }
  t.equal(readGlobals({ rootless: 'auto', debug: 'true' }, rootCaller).logLevel, 'debug');
});

t.test('warnings are logged with --debug, or with crun’s word for it', (t) => {
  const level = (values: Readonly<Record<string, string>>) =>
    readGlobals(values, rootCaller).logLevel;
  t.equal(level({}), 'error');
  t.equal(level({ 'log-level': 'error' }), 'error');
  t.equal(level({ 'log-level': 'warning' }), 'warning');
  t.equal(level({ 'log-level': 'debug' }), 'debug');
  t.equal(level({ 'log-level': 'error', debug: 'true' }), 'debug');
  t.end();
});

t.test(
  'the log is standard error where more than failures is asked for and no log is named',
  (t) => {
    const path = (values: Readonly<Record<string, string>>) => reportOf(values, rootCaller).logPath;
    t.equal(path({}), '');
    t.equal(path({ debug: 'true' }), '/dev/stderr');
    t.equal(path({ 'log-level': 'warning', log: '' }), '/dev/stderr');
    t.equal(path({ debug: 'true', log: '/l' }), '/l');
    t.end();
  },
);

t.test('failures go to a log daemon under a name, in the spelling of crun', (t) => {
  t.same(reportOf({ log: 'journald:c1', 'log-format': 'json' }, rootCaller), {
    logPath: '/run/systemd/journal/socket',
    logFormat: 'journald',
    logName: 'c1',
    exitCode: 1,
  });
  t.match(reportOf({ log: 'syslog:' }, rootCaller), { logPath: '/dev/log', logName: 'pelagos' });
  t.match(reportOf({ log: 'syslog:a\nB=ü' }, rootCaller), { logName: 'a_B=_' });
  t.same(reportOf({ log: 'file:l' }, rootCaller), reportOf({ log: 'l' }, rootCaller));
  t.match(reportOf({ log: 'x:y' }, rootCaller), { logPath: '/bundle/x:y', logFormat: 'text' });
  t.end();
});

t.test('failures go where --log says, from where the caller is', (t) => {
  t.same(reportOf({}, rootCaller), { logPath: '', logFormat: 'text', exitCode: 1 });
  t.match(reportOf({ log: 'l.json', 'log-format': 'json' }, rootCaller), {
    logPath: '/bundle/l.json',
    logFormat: 'json',
  });
  t.match(reportOf({ log: '/dev/stderr' }, rootCaller), { logPath: '/dev/stderr' });
  t.match(reportOf({ log: '', 'log-format': 'xml' }, rootCaller), {
    logPath: '',
    logFormat: 'text',
  });
  t.end();
});
