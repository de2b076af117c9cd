import t from 'tap';
import { cases } from './cases/index.ts';
import { entrantNames } from './competitors.ts';
import { helpText, readOptions } from './options.ts';

t.test('without options everything is measured', (t) => {
  const options = readOptions([]);
  t.equal(options.rounds, 40);
  t.same(options.competitors, entrantNames);
  t.end();
});

t.test('the subject takes part whatever it is measured against', (t) => {
  t.same(readOptions(['--against', 'runc,crun']).competitors, ['pelagos', 'runc', 'crun']);
  t.end();
});

t.test('a name that is not known is refused with those that are', (t) => {
  t.throws(
    () => readOptions(['--case', 'nothing']),
    /there is no case "nothing": name some of run,/,
  );
  t.throws(() => readOptions(['--against', 'docker']), /there is no competitor "docker"/);
  t.throws(() => readOptions(['--rounds', '0']), /--rounds takes a number above 0/);
  t.end();
});

t.test('the help names each case and each competitor', (t) => {
  for (const name of [...entrantNames, ...cases.map(({ name }) => name)]) t.match(helpText(), name);
  t.end();
});
