import t from 'tap';
import { ociVersion } from './oci-version.ts';
import { contextOf } from './testing.ts';

const faults = (version: string) =>
  ociVersion.check?.(contextOf({ spec: { ociVersion: version } }));

t.test('ociVersion must be in SemVer 2.0.0 format', (t) => {
  for (const version of ['', '1', 'v1.0.0', '1.0', '01.0.0', '1.0.0 ', 'one']) {
    t.equal(faults(version)?.length, 1, JSON.stringify(version));
  }
  t.end();
});

t.test('ociVersion must have the major version 1; a newer minor version is accepted', (t) => {
  for (const version of ['1.0.0', '1.0.2-dev', '1.3.0', '1.99.0', '1.2.1+build.5']) {
    t.same(faults(version), [], version);
  }
  t.match(faults('9.9.9'), [{ pointer: '/ociVersion', problem: /only version 1/ }]);
  t.match(faults('0.9.0'), [{ problem: /only version 1/ }]);
  t.end();
});
