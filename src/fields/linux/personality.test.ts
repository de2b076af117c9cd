import t from 'tap';
import type { LinuxPersonality } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { personality } from './personality.ts';

const given = (wanted: LinuxPersonality) => contextOf({ spec: { linux: { personality: wanted } } });

t.test('domain LINUX32 sets the execution domain of 32 bits', (t) => {
  t.match(personality.compile?.(given({ domain: 'LINUX32' })), [
    { phase: 'attributes', op: { op: 'personality', domain: 8 } },
  ]);
  t.match(personality.compile?.(given({ domain: 'LINUX' })), [{ op: { domain: 0 } }]);
  t.same(personality.compile?.(contextOf()), []);
  t.end();
});

t.test('currently no flag values are supported', (t) => {
  t.same(personality.check?.(given({ domain: 'LINUX', flags: [] })), []);
  t.match(personality.check?.(given({ domain: 'LINUX', flags: ['X'] })), [
    { pointer: '/linux/personality/flags' },
  ]);
  t.end();
});
