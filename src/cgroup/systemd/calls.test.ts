import t from 'tap';
import {
  attachCall,
  openingMessages,
  scopeProperties,
  setPropertiesCall,
  startUnitCall,
} from './calls.ts';
import { property } from './properties.ts';

const unit = { name: 'a-b.scope', slice: 'system.slice', path: '/system.slice/a-b.scope' };
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

t.test(
  'a unit is started with init in it, delegated, accounted, and collected when it fails',
  (t) => {
    const properties = scopeProperties('b', unit);
    t.match(
      properties.map(({ name }) => name),
      ['Description', 'Slice', 'Delegate', 'PIDs'],
    );
    const { bytes, hole } = startUnitCall(unit, properties);
    t.match(text(bytes), /StartTransientUnit/);
    t.equal(new DataView(bytes.buffer).getUint32(hole - 4, true), 4, 'one pid');
    t.end();
  },
);

t.test('properties are set for as long as the unit lives', (t) => {
  const { bytes, hole } = setPropertiesCall('a.scope', [property('TasksMax', 't', 5)]);
  t.equal(hole, 0);
  t.match(text(bytes), /SetUnitProperties.*a\.scope\0.*TasksMax/s);
  t.end();
});

t.test("on a bus one says hello first, on systemd's own socket nothing", (t) => {
  t.match(text(openingMessages(true)), /Hello.*AddMatch.*JobRemoved/s);
  t.equal(openingMessages(false).length, 0);
  t.end();
});

t.test('a process is put into a unit, or a cgroup below that of it', (t) => {
  const { bytes, hole } = attachCall('a.scope', '/b');
  t.match(text(bytes), /AttachProcessesToUnit.*a\.scope\0.*\/b\0/s);
  t.equal(new DataView(bytes.buffer).getUint32(hole - 4, true), 4, 'one pid');
  t.end();
});
