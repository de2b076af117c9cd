import t from 'tap';
import {
  honouredAnnotations,
  refusedAnnotations,
  unsafeAnnotations,
} from '../spec/tables/annotations.ts';
import { isSwitchedOn } from './annotation-of.ts';
import { annotations } from './annotations.ts';
import { contextOf } from './testing.ts';

t.test('keys of annotations must not be empty', (t) => {
  t.match(annotations.check?.(contextOf({ spec: { annotations: { '': 'x' } } })), [
    { pointer: '/annotations/' },
  ]);
  t.same(annotations.check?.(contextOf({ spec: { annotations: { a: '' } } })), []);
  t.same(annotations.check?.(contextOf()), []);
  t.end();
});

t.test('what crun does for an annotation and pelagos does not is refused with a cure', (t) => {
  const given = (name: string, value: string) =>
    contextOf({ spec: { annotations: { [name]: value, 'run.oci.unknown': '1' } } });
  for (const [name, cure] of refusedAnnotations) {
    const faults = annotations.check?.(given(name, 'x')) ?? [];
    t.match(faults, [{ pointer: `/annotations/${name}` }], name);
    t.ok(faults[0]?.problem.includes(cure));
  }
  t.same(annotations.check?.(given('run.oci.handler', '')), [], 'an empty one asks for nothing');
  t.same(annotations.check?.({ ...given('run.oci.handler', 'wasm'), mode: 'exec' }), []);
  t.end();
});

t.test('every annotation that changes something is one that images must not bring', (t) => {
  const names = [...Object.values(honouredAnnotations), ...refusedAnnotations.keys()];
  for (const name of names) {
    t.ok(
      unsafeAnnotations.some((unsafe) => name === unsafe || name.startsWith(unsafe)),
      name,
    );
  }
  t.end();
});

t.test('a switch is on with any value but 0', (t) => {
  const on = (value?: string) =>
    isSwitchedOn(
      contextOf({
        spec: value === undefined ? {} : { annotations: { 'run.oci.keep_original_groups': value } },
      }).spec,
      'keepGroups',
    );
  t.same([on(), on('0'), on('1'), on('')], [false, false, true, true]);
  t.end();
});
