import t from 'tap';
import { lowerUnified } from './unified.ts';

const problems = (file: string, value = '1') =>
  lowerUnified({ unified: { [file]: value } }).refusals.map(({ problem }) => problem);

t.test('unified files are written line by line', (t) => {
  t.match(lowerUnified({ unified: { 'io.max': '8:0 rbps=1\n8:1 rbps=2\n' } }).settings, [
    { at: '/linux/resources/unified/io.max', file: 'io.max', value: '8:0 rbps=1' },
    { file: 'io.max', value: '8:1 rbps=2' },
  ]);
  t.end();
});

t.test('configuration unknown to the runtime is still written', (t) => {
  t.same(problems('memory.future_knob'), []);
  t.same(problems('cgroup.max.depth'), []);
  t.end();
});

t.test('a key is a file of the cgroup and nothing else', (t) => {
  for (const file of ['../x', 'a/b', '..', 'a..b', 'memory', '.max', 'memory.', 'a.b\0', 'a.b c']) {
    t.equal(problems(file).length, 1, JSON.stringify(file));
  }
  t.equal(problems('memory.high', '1\0').length, 1, 'NUL in the value');
  t.end();
});

t.test('files that move, kill or stop processes are no limits', (t) => {
  for (const file of ['cgroup.procs', 'cgroup.threads', 'cgroup.kill', 'cgroup.freeze']) {
    t.match(problems(file), [/is no limit/], file);
  }
  t.end();
});
