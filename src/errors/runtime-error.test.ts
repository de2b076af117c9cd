import t from 'tap';
import { invalidDocument } from './invalid-document.ts';
import { RuntimeError } from './runtime-error.ts';

t.test('the hint follows what happened, in the same sentence', (t) => {
  t.equal(new RuntimeError('usage', 'it is wrong').message, 'it is wrong');
  t.equal(
    new RuntimeError('usage', 'it is wrong', { hint: 'mend it' }).message,
    'it is wrong; mend it',
  );
  t.end();
});

t.test('the exit code is 1 unless said otherwise, and the cause is kept', (t) => {
  const cause = new Error('below');
  t.match(new RuntimeError('usage', ''), { exitCode: 1, code: 'usage', path: undefined });
  t.match(new RuntimeError('unknown-command', '', { exitCode: 3, path: '/p', cause }), {
    exitCode: 3,
    path: '/p',
    cause,
  });
  t.end();
});

t.test('a document is told with all of its faults', (t) => {
  const one = { pointer: '/a', problem: 'is wrong', section: 's.md' };
  const error = invalidDocument('/b/config.json', [one]);
  t.match(error, { code: 'invalid-config', exitCode: 1, path: '/b/config.json' });
  t.equal(error.message, '/b/config.json has a fault: /a: is wrong (s.md)');
  t.equal(
    invalidDocument('/c', [one, { ...one, pointer: '' }]).message,
    '/c has 2 faults: /a: is wrong (s.md)\nthe document: is wrong (s.md)',
  );
  t.end();
});

t.test('a key with control characters cannot break the line', (t) => {
  const fault = { pointer: '/linux/sysctl/a\n\u001b[2J\0', problem: 'is wrong', section: 's.md' };
  t.equal(
    invalidDocument('/c', [fault]).message,
    '/c has a fault: /linux/sysctl/a\\n\\u001b[2J\\u0000: is wrong (s.md)',
  );
  t.end();
});
