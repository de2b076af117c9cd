import t from 'tap';
import type { LinuxCapabilities } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { capabilities } from './capabilities.ts';

const steps = (sets?: LinuxCapabilities) =>
  capabilities.compile?.(
    contextOf({
      spec: { process: { cwd: '/', ...(sets === undefined ? {} : { capabilities: sets }) } },
    }),
  );

t.test('each of the five sets is set as listed, bounding before the change of user', (t) => {
  t.match(
    steps({
      bounding: ['CAP_CHOWN', 'CAP_KILL'],
      effective: ['CAP_KILL'],
      permitted: ['CAP_CHOWN', 'CAP_KILL'],
      inheritable: ['CAP_CHECKPOINT_RESTORE'],
      ambient: ['CAP_CHOWN'],
    }),
    [
      { phase: 'claim', op: { op: 'log' } },
      { phase: 'bounding', op: { op: 'boundingSet', mask: 0x21n } },
      {
        phase: 'capabilities',
        op: { op: 'capabilities', effective: 0x20n, permitted: 0x21n, inheritable: 1n << 40n },
      },
      { phase: 'capabilities', op: { op: 'ambientSet', mask: 1n } },
    ],
  );
  t.end();
});

t.test('a set that is not listed is empty, and nothing is inheritable by itself', (t) => {
  const none = [
    { op: { mask: 0n } },
    { op: { effective: 0n, permitted: 0n, inheritable: 0n } },
    { op: { mask: 0n } },
  ];
  t.match(steps(), none);
  t.match(steps({}), none);
  t.match(steps({ bounding: ['CAP_KILL'], permitted: ['CAP_KILL'] }), [
    { op: { mask: 0x20n } },
    { op: { effective: 0n, permitted: 0x20n, inheritable: 0n } },
    { op: { mask: 0n } },
  ]);
  t.end();
});

t.test('a value that is unknown or cannot be granted is a warning and no error', (t) => {
  const given = (debug: boolean) =>
    contextOf({
      spec: {
        process: { cwd: '/', capabilities: { bounding: ['CAP_X', 'CAP_KILL', 'CAP_CHOWN'] } },
      },
      facts: { capabilities: 1n },
      options: { logLevel: debug ? 'warning' : 'error' },
    });
  t.same(capabilities.check?.(given(false)), []);
  t.match(capabilities.compile?.(given(true)), [
    { phase: 'claim', op: { op: 'log', level: 'warning', message: /bounding\/0.*"CAP_X"/ } },
    { phase: 'claim', op: { op: 'log', level: 'warning', message: /bounding\/1.*CAP_KILL/ } },
    { op: { mask: 0x21n } },
    {},
    {},
  ]);
  t.equal(capabilities.compile?.(given(false))?.length, 3);
  t.end();
});

t.test('a capability that another set must hold too is a warning where that lacks it', (t) => {
  const warned = (sets: LinuxCapabilities, logLevel: 'error' | 'warning' = 'warning') => {
    const spec = { process: { cwd: '/', capabilities: sets } };
    const steps = capabilities.compile?.(contextOf({ spec, options: { logLevel } })) ?? [];
    return steps.flatMap(({ op }) => (op.op === 'log' ? [op.message] : []));
  };
  const all = ['CAP_KILL'];
  t.match(warned({ effective: all, inheritable: all, ambient: all }), [
    /effective\/0 is left out: CAP_KILL is not in permitted$/,
    /inheritable\/0 is left out: CAP_KILL is not in bounding$/,
    /^can't raise ambient capability CAP_KILL: it is not in permitted \(.*ambient\/0\)$/,
  ]);
  t.match(
    warned({ bounding: all, effective: all, ambient: all }, 'error'),
    [/^can't raise ambient capability CAP_KILL: .* in permitted and inheritable/],
    'a lost ambient one is always told',
  );
  t.same(
    warned({ bounding: all, permitted: all, effective: all, inheritable: all, ambient: all }),
    [],
  );
  t.end();
});

t.test('a name that is no capability is an error for a bundle of version 1.0', (t) => {
  const given = (ociVersion: string) =>
    contextOf({
      spec: {
        ociVersion,
        process: {
          cwd: '/',
          capabilities: { bounding: ['CAP_KILL', 'CAP_X'], ambient: ['CAP_X'] },
        },
      },
    });
  t.match(capabilities.check?.(given('1.0.2')), [
    { pointer: '/process/capabilities/bounding/1', problem: /"CAP_X"/ },
    { pointer: '/process/capabilities/ambient/0' },
  ]);
  t.same(capabilities.check?.(given('1.1.0')), []);
  t.same(capabilities.check?.(contextOf({ spec: { ociVersion: '1.0.2' } })), []);
  t.end();
});
