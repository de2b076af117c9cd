/** Programs written for containerd: the tests of containerd's own client library, run on pelagos. */
import t from 'tap';
import { slowness } from '../support/wait.ts';
import { onMachine } from './support/isolate.ts';
import { assertPassed, newest, prepareSuites, wantedOf } from './support/suite.ts';

onMachine(t, 'containers and processes are what clients of containerd ask for', (t, machine) => {
  const env = prepareSuites(machine);
  const wanted = wantedOf('client');
  const roots = [...new Set(wanted.map((name) => name.split('/')[0]))];
  const { stdout, stderr } = machine.run(
    [
      ...['sh', '-c', 'cd "$0" && exec "$@"', `${newest}/suites/client`, `${newest}/client.test`],
      ...['-test.root', '-no-criu', '-test.v', `-test.run=^(${roots.join('|')})$`],
    ],
    { env, timeout: 300_000 * slowness },
  );
  t.match(stdout, /^--- PASS/m, stderr.slice(-2000));
  assertPassed(t, stdout, wanted);
  t.end();
});
