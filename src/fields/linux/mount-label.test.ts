import t from 'tap';
import { contextOf } from '../testing.ts';
import { labelParameters, mountLabel } from './mount-label.ts';

const label = 'system_u:object_r:container_file_t:s0';
const given = (mountLabel: string, selinux: boolean, debug = true) =>
  contextOf({ spec: { linux: { mountLabel } }, facts: { selinux }, options: { debug } });

t.test('a mount label is the context of new file systems', (t) => {
  t.same(labelParameters(given(label, true)), [`context=${label}`]);
  t.same(mountLabel.compile?.(given(label, true)), []);
  t.same(labelParameters(given('', true)), []);
  t.same(labelParameters(contextOf()), []);
  t.end();
});

t.test('without SELinux a mount label is left out with a warning', (t) => {
  t.same(labelParameters(given(label, false)), []);
  t.match(mountLabel.compile?.(given(label, false)), [
    { phase: 'claim', op: { op: 'log', level: 'warning', message: /SELinux is not enabled/ } },
  ]);
  t.same(mountLabel.compile?.(given(label, false, false)), []);
  t.same(mountLabel.compile?.(given('', false)), []);
  t.same(mountLabel.compile?.({ ...given(label, false), mode: 'exec' }), []);
  t.end();
});
