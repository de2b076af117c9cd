import fc from 'fast-check';
import t from 'tap';
import { resourcesOf } from './update-resources.ts';

t.test('only what is given is asked for', (t) => {
  t.strictSame(resourcesOf({}), { memory: {}, cpu: {} });
  t.strictSame(resourcesOf({ memory: '', 'pids-limit': '' }), { memory: {}, cpu: {} });
  t.strictSame(
    resourcesOf({
      memory: '64m',
      'memory-swap': '-1',
      'cpu-quota': '-1',
      'cpuset-cpus': '0-1',
      'blkio-weight': '500',
      'pids-limit': '-1',
    }),
    {
      memory: { limit: 64 << 20, swap: -1 },
      cpu: { quota: -1, cpus: '0-1' },
      blockIO: { weight: 500 },
      pids: { limit: -1 },
    },
  );
  t.end();
});

t.test('bytes have the units of Docker', (t) => {
  const bytes = { '1': 1, '2k': 2048, '3KB': 3072, '1mib': 1 << 20, '1.5 G': 1.5 * 2 ** 30 };
  for (const [memory, limit] of Object.entries(bytes)) {
    t.equal(resourcesOf({ memory }).memory?.limit, limit, memory);
  }
  t.throws(() => resourcesOf({ memory: '9007199254740994' }), /--memory/);
  t.end();
});

t.test('what is no number is refused with the name of the option', (t) => {
  for (const text of ['x', '1e3', '-2', '1x', '0x10', '99999p', ' 1']) {
    t.throws(() => resourcesOf({ memory: text }), { message: /^--memory is a number of bytes/ });
  }
  for (const text of ['1.5', '-', '1k', '+1']) {
    t.throws(() => resourcesOf({ 'cpu-quota': text }), { message: /^--cpu-quota is a whole/ });
  }
  t.throws(() => resourcesOf({ 'cpu-period': '-1' }), { message: /^--cpu-period/ });
  t.end();
});

t.test('every whole number comes through exactly', (t) => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (number) => {
      const quota = resourcesOf({ 'cpu-quota': `${number}` }).cpu?.quota;
      return quota !== undefined && BigInt(quota) === number;
    }),
  );
  t.pass('for 100 numbers');
  t.end();
});
