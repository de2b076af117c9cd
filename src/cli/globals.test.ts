import t from 'tap';
import type { Caller } from './caller.ts';
import { readGlobals, reportOf } from './globals.ts';
import { rootCaller } from './testing.ts';

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

t.test('the cgroup manager is cgroupfs unless said otherwise', (t) => {
  const manager = (values: Readonly<Record<string, string>>) =>
    readGlobals(values, rootCaller).cgroupManager;
  t.equal(manager({}), 'cgroupfs');
  t.equal(manager({ 'systemd-cgroup': 'true' }), 'systemd');
  t.equal(manager({ 'systemd-cgroup': 'false' }), 'cgroupfs');
  t.equal(manager({ 'cgroup-manager': 'disabled' }), 'disabled');
  t.throws(() => manager({ 'cgroup-manager': 'x' }), {
    message: '--cgroup-manager is cgroupfs or systemd or disabled: current value is "x"',
  });
  t.end();
});

t.test('choices that no one offers are refused', (t) => {
  for (const values of [{ 'log-format': 'xml' }, { rootless: 'maybe' }]) {
    t.throws(() => readGlobals(values, rootCaller), { code: 'usage', exitCode: 1 });
  }
  t.equal(readGlobals({ rootless: 'auto', debug: 'true' }, rootCaller).debug, true);
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
