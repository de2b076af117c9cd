import t from 'tap';
import { contextOf } from '../testing.ts';
import { labelParameters, mountLabel } from './mount-label.ts';

const label = 'system_u:object_r:container_file_t:s0';
const given = (mountLabel: string, selinux: boolean, debug = true) =>
  contextOf({
    spec: { linux: { mountLabel } },
    facts: { selinux },
    options: { logLevel: debug ? 'debug' : 'error' },
  });

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

t.test('an annotation of crun chooses which context of a mount the label is', (t) => {
  const name = 'run.oci.mount_context_type';
  const of = (type: string) =>
    contextOf({
      spec: { linux: { mountLabel: label }, annotations: { [name]: type } },
      facts: { selinux: true },
    });
  t.same(labelParameters(of('rootcontext')), [`rootcontext=${label}`]);
  t.same(mountLabel.check?.(of('rootcontext')), []);
  t.match(mountLabel.check?.(of('contexts')), [{ pointer: `/annotations/${name}` }]);
  t.end();
});
