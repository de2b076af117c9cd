import t from 'tap';
import { scriptText } from './script.ts';
import { readSample } from './timer.ts';

t.test('each instruction is a line of words with tabs between', (t) => {
  const text = scriptText([
    { do: ['/bin/rm', 'x'] },
    { time: ['/bin/true'], label: 'run||crun' },
    { together: ['/bin/true', 'id-%'], count: 4, label: 'at once|4|crun' },
    { insist: ['/bin/true'] },
    { await: '/pid' },
  ]);
  t.equal(
    text,
    'do\t/bin/rm\tx\ntime\trun||crun\t/bin/true\n' +
      'together\tat once|4|crun\t4\t/bin/true\tid-%\ninsist\t/bin/true\nawait\t/pid\n',
  );
  t.end();
});

t.test('a word that would end the line or the word is refused', (t) => {
  t.throws(() => scriptText([{ do: ['/bin/echo', 'a\tb'] }]), /cannot hold "a\\tb"/);
  t.end();
});

t.test('a line of the timer has nanoseconds, microseconds of a processor, and KiB', (t) => {
  t.same(readSample('run||crun\t1500000\t900\t2048'), {
    label: 'run||crun',
    milliseconds: 1.5,
    processor: 0.9,
    kibibytes: 2048,
  });
  t.end();
});
