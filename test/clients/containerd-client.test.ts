/** Programs written for containerd: the tests of containerd's own client library, run on pelagos. */
import t from 'tap';
import { slowness } from '../support/wait.ts';
import { onMachine } from './support/isolate.ts';
import { assertPassed, newest, prepareSuites, rootsOf, wantedOf } from './support/suite.ts';

onMachine(t, 'containers and processes are what clients of containerd ask for', (t, machine) => {
  const env = prepareSuites(machine);
  const wanted = wantedOf('client');
  const { stdout, stderr } = machine.run(
    [
      ...['sh', '-c', 'cd "$0" && exec "$@"', `${newest}/suites/client`, `${newest}/client.test`],
      ...['-test.root', '-no-criu', '-test.v', `-test.run=^(${rootsOf(wanted).join('|')})$`],
      // They take ten seconds; then it tells which ones hang.
      `-test.timeout=${120 * slowness}s`,
    ],
    { env, timeout: 150_000 },
  );
  t.match(stdout, /^--- PASS/m, stderr.slice(-2000));
  assertPassed(t, { output: stdout, daemon: stderr }, wanted);
  t.end();
});
