import t from 'tap';
import { createSlots } from '../plan/slots.ts';
import { identityLine, initLine, initSlots, readInit } from './init-status.ts';
import { containerOf, plainRecord } from './testing.ts';

t.test('the file that names init begins with the identity that plans look for', (t) => {
  const slots = createSlots();
  const { pid, startTime } = initSlots(slots);
  const read = readInit(containerOf(), slots);
  t.match(read, { identity: plainRecord.created, outPid: pid, outStartTime: startTime });
  t.equal(identityLine(plainRecord), `${plainRecord.created}\n`);
  t.same(initLine({ pid, startTime }), [pid, ' ', startTime, '\n']);
  t.end();
});
