import t from 'tap';
import * as v1 from './v1/block-io.ts';
import * as v2 from './v2/block-io.ts';

const blockIO = {
  weight: 500,
  weightDevice: [{ major: 8, minor: 0, weight: 10 }],
  throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 600 }],
  throttleWriteBpsDevice: [{ major: 8, minor: 0, rate: 0 }],
  throttleReadIOPSDevice: [{ major: 8, minor: 1, rate: 2n ** 60n }],
  throttleWriteIOPSDevice: [{ major: 8, minor: 16, rate: 300 }],
};

t.test('v1: every value of blockIO has its file', (t) => {
  t.same(
    v1.lowerBlockIO({ blockIO }).settings.map(({ file, value }) => [file, value]),
    [
      ['blkio.bfq.weight', '500'],
      ['blkio.bfq.weight_device', '8:0 10'],
      ['blkio.throttle.read_bps_device', '8:0 600'],
      ['blkio.throttle.write_bps_device', '8:0 0'],
      ['blkio.throttle.read_iops_device', '8:1 1152921504606846976'],
      ['blkio.throttle.write_iops_device', '8:16 300'],
    ],
  );
  t.end();
});

t.test('v2: the weight is for BFQ, where it is there, and for the cost model', (t) => {
  t.same(
    v2.lowerBlockIO({ blockIO }).settings.map(({ file, value }) => [file, value]),
    [
      ['io.bfq.weight', '500'],
      ['io.weight', '4950'],
      ['io.bfq.weight', '8:0 10'],
      ['io.max', '8:0 rbps=600'],
      ['io.max', '8:0 wbps=max'],
      ['io.max', '8:1 riops=1152921504606846976'],
      ['io.max', '8:16 wiops=300'],
    ],
  );
  t.end();
});

t.test('an entry of weightDevice needs weight or leafWeight; 0 stands for not asked', (t) => {
  const refused = (entry: { weight?: number; leafWeight?: number }) =>
    [v1, v2].flatMap(({ lowerBlockIO }) => {
      const weightDevice = [{ major: 8, minor: 0, ...entry }];
      return lowerBlockIO({ blockIO: { weightDevice } }).refusals.map(({ pointer }) => pointer);
    });
  const at = '/linux/resources/blockIO/weightDevice/0';
  t.same(refused({}), [at, at]);
  t.same(refused({ leafWeight: 500 }), [`${at}/leafWeight`, `${at}/leafWeight`]);
  for (const entry of [{ weight: 500 }, { weight: 0 }, { leafWeight: 0 }])
    t.same(refused(entry), []);
  t.end();
});
