import t from 'tap';
import { checkFeatures } from '../spec/check-features.ts';
import { features } from './features.ts';

t.test('the answer is valid by the schema of features', (t) => {
  t.ok(checkFeatures(JSON.parse(JSON.stringify(features()))).ok);
  t.end();
});

t.test('it says what engines look for before they rely on it', (t) => {
  const { ociVersionMin, ociVersionMax, mountOptions, linux, hooks } = features();
  t.match(ociVersionMin, /^1\.\d+\.\d+$/, 'CRI-O refuses a runtime without versions');
  t.match(ociVersionMax, /^1\.\d+\.\d+$/);
  t.ok(mountOptions?.includes('rro'), 'containerd, Docker, CRI-O: recursive read-only mounts');
  t.ok(linux?.namespaces?.includes('user'), 'CRI: user namespaces');
  t.equal(linux?.mountExtensions?.idmap?.enabled, true, 'containerd: id-mapped mounts');
  t.ok(linux?.capabilities?.includes('CAP_SYS_ADMIN'));
  t.ok(linux?.seccomp?.actions?.includes('SCMP_ACT_NOTIFY'));
  t.equal(hooks?.length, 6);
  t.end();
});

t.test('lists are sorted and name nothing twice', (t) => {
  const { mountOptions, linux } = features();
  for (const list of [mountOptions, linux?.capabilities, linux?.seccomp?.archs]) {
    t.same(list, [...new Set(list)].sort());
  }
  t.end();
});
