import t from 'tap';
import { contextOf } from '../testing.ts';
import { mountLabel } from './mount-label.ts';

const faultsOf = (label: string, selinux: boolean) =>
  mountLabel.check?.(contextOf({ spec: { linux: { mountLabel: label } }, facts: { selinux } }));

t.test('a mount label needs SELinux', (t) => {
  t.match(faultsOf('system_u:object_r:container_file_t:s0', false), [
    { pointer: '/linux/mountLabel' },
  ]);
  t.same(faultsOf('system_u:object_r:container_file_t:s0', true), []);
  t.same(faultsOf('', false), []);
  t.end();
});
