import t from 'tap';
import type { Process } from '../../spec/config.ts';
import type { FieldContext } from '../field.ts';
import { contextOf } from '../testing.ts';
import { terminal } from './terminal.ts';

function given(process: Partial<Process>, consoleSocket?: string, mode?: FieldContext['mode']) {
  return contextOf({
    spec: { process: { cwd: '/', ...process } },
    options: { consoleSocket },
    ...(mode === undefined ? {} : { mode }),
  });
}

const faultsOf = (context: FieldContext) =>
  terminal.check?.(context)?.map(({ pointer }) => pointer);
const namesOf = (context: FieldContext) =>
  terminal.compile?.(context)?.map(({ phase, op }) => `${phase} ${op.op}`);

t.test('a terminal needs a console socket, and the reverse', (t) => {
  t.same(faultsOf(given({ terminal: true }, '/s')), []);
  t.same(faultsOf(given({})), []);
  t.same(faultsOf(given({ terminal: true })), ['/process/terminal']);
  t.same(faultsOf(given({ terminal: false }, '/s')), ['/process/terminal']);
  t.end();
});

t.test('the terminal comes from the devpts of the container and goes to the socket', (t) => {
  const context = given({ terminal: true, user: { uid: 7, gid: 8 } }, '/s');
  t.same(namesOf(context), [
    'open connectSocket',
    'session openTerminal',
    'session mountConsole',
    'session sendFd',
    'session close',
    'session close',
    'session controllingTerminal',
    'session close',
  ]);
  const ops = terminal.compile?.(context)?.map(({ op }) => op) ?? [];
  t.match(ops, [
    { path: '/s' },
    { path: '/dev/pts/ptmx', rows: 0, columns: 0, uid: 7 },
    { op: 'mountConsole' },
    { op: 'sendFd', payload: '/dev/ptmx' },
  ]);
  t.end();
});

t.test('in the foreground the executor takes the terminal before the program runs', (t) => {
  for (const mode of ['create', 'exec'] as const) {
    const context = { ...given({ terminal: true }, undefined, mode) };
    const relayed = { ...context, options: { ...context.options, foreground: true } };
    t.same(faultsOf(relayed), []);
    t.same(namesOf(relayed)?.slice(0, 2), ['open socketPair', 'record takeTerminal']);
    t.ok(namesOf(relayed)?.includes('session sendFd'));
  }
  t.end();
});

t.test('consoleSize is the size of the terminal', (t) => {
  const consoleSize = { height: 25, width: 80 };
  const steps = terminal.compile?.(given({ terminal: true, consoleSize }, '/s'));
  t.match(steps?.[1]?.op, { rows: 25, columns: 80 });
  const high = { height: 65_536, width: 65_535 };
  t.same(faultsOf(given({ terminal: true, consoleSize: high }, '/s')), [
    '/process/consoleSize/height',
  ]);
  t.end();
});

t.test('consoleSize must be ignored without a terminal', (t) => {
  const consoleSize = { height: 1_000_000, width: 80 };
  t.same(faultsOf(given({ consoleSize })), []);
  t.same(namesOf(given({ consoleSize })), ['session newSession']);
  t.end();
});

t.test('exec leaves /dev/console alone', (t) => {
  const names = namesOf(given({ terminal: true }, '/s', 'exec'));
  t.notOk(names?.includes('session mountConsole'));
  t.ok(names?.includes('session controllingTerminal'));
  t.end();
});
