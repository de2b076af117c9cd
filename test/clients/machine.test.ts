/** What the tests of clients stand on: machines that keep their clients apart from the host. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { mountsBelow } from '../support/leak-snapshot.ts';
import { eventually } from '../support/wait.ts';
import { makeImage } from './support/image.ts';
import { Machine, onMachine } from './support/isolate.ts';

const makeCgroups = 'for root in /sys/fs/cgroup/*/; do mkdir "$root/own"; done';

onMachine(t, 'what a machine writes stays in it', (t, machine) => {
  const script =
    'for d in etc var run tmp root dev/shm; do echo in >/$d/in-machine; done; cat /tmp/in-machine';
  t.equal(machine.shell(script).stdout, 'in\n');
  for (const folder of ['etc', 'var', 'run', 'tmp', 'root', 'dev/shm']) {
    t.notOk(existsSync(`/${folder}/in-machine`), folder);
  }
  writeFileSync(join(machine.shared, 'out'), 'out\n');
  t.equal(machine.run(['cat', join(machine.shared, 'out')]).stdout, 'out\n');
  t.end();
});

onMachine(t, 'a machine has processes, cgroups and a network of its own', (t, machine) => {
  t.match(machine.run(['ip', '-brief', 'link']).stdout, /^lo +UNKNOWN [^\n]*\n$/);
  t.same(machine.traces().processes, []);
  t.notMatch(machine.traces().mounts.join(' '), '/sys/kernel', 'nothing of the host is below /sys');
  const own = machine.run(['cat', '/proc/self/cgroup']).stdout;
  for (const line of own.trim().split('\n')) t.match(line, /:\/(machine)?$/);
  t.equal(machine.shell(makeCgroups).code, 0);
  t.match(machine.traces(), { cgroups: ['/machine', '/own'] });
  t.equal(machine.run(['sh', '-c', 'kill -9 $$']).signal, 'SIGKILL');
  t.equal(machine.run(['sh', '-c', 'exit 3']).code, 3);
  t.end();
});

t.test('nothing of a machine is left, neither processes nor mounts nor cgroups', (t) => {
  const machine = new Machine('left');
  const { directory } = machine;
  t.throws(() => new Machine('left'), /EEXIST/, 'a name is given once');
  machine.shell(`sleep 1000 >/dev/null 2>&1 & ${makeCgroups}; mount -t tmpfs x /mnt`);
  const runs = () => machine.traces().processes.join() === 'sleep 1000';
  t.ok(eventually(runs), 'the shell has become another program');
  machine.clean();
  t.notOk(existsSync(directory));
  t.same(mountsBelow(directory), []);
  t.notMatch(readFileSync('/proc/self/mountinfo', 'utf8'), /machines/);
  t.notOk(existsSync(`/sys/fs/cgroup/pids/pelagos-machine-${process.pid}-left`));
  t.end();
});

t.test('an image is packed without any registry', (t) => {
  const archive = join(t.testdir(), 'image.tar');
  makeImage(archive, { name: 'localhost/box:1' });
  t.ok(existsSync(archive));
  t.end();
});
