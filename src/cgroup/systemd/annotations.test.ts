import t from 'tap';
import { annotatedProperties } from './annotations.ts';

const of = (name: string, text: string) =>
  annotatedProperties({ [`org.systemd.property.${name}`]: text, 'org.example': 'x' });

t.test('annotations org.systemd.property.NAME are properties', (t) => {
  t.same(of('KillSignal', '15').properties, [{ name: 'KillSignal', signature: 'i', value: 15n }]);
  t.same(of('TimeoutStopUSec', 'uint64 10').properties, [
    { name: 'TimeoutStopUSec', signature: 't', value: 10n },
  ]);
  t.end();
});

t.test('seconds become microseconds', (t) => {
  const usec = (value: bigint) => [{ name: 'TimeoutStopUSec', signature: 't', value }];
  t.same(of('TimeoutStopSec', '7').properties, usec(7_000_000n));
  t.same(of('TimeoutStopSec', '0.5').properties, usec(500_000n));
  t.match(of('TimeoutStopSec', '-1').refusals, [{ problem: /wanted seconds/ }]);
  t.match(of('TimeoutStopSec', "'7'").refusals, [{ problem: /wanted seconds/ }]);
  t.end();
});

t.test('names and values that cannot be are refused with their pointers', (t) => {
  t.match(of('A1', '1').refusals, [
    { pointer: '/annotations/org.systemd.property.A1', problem: /names the property "A1"/ },
  ]);
  t.match(of('KillSignal', 'x').refusals, [{ problem: /wanted a value in GVariant text/ }]);
  t.match(of('Slice', "'a.slice'").refusals, [{ problem: /follows from linux\.cgroupsPath/ }]);
  t.match(of('PIDs', '[uint32 1]').refusals, [{ problem: /follows from/ }]);
  t.end();
});
