import t from 'tap';
import { checkConfig } from './check-config.ts';
import { withExactNames } from './exact-names.ts';

const names = { root: { readonly: {} }, list: { '*': { pageSize: {} } }, free: {} };

t.test('a property is known by its name in letters of any case', (t) => {
  t.same(withExactNames({ Root: { readOnly: true }, list: [{ pagesize: '2MB' }, 3] }, names), {
    root: { readonly: true },
    list: [{ pageSize: '2MB' }, 3],
  });
  t.end();
});

t.test('a property of the exact name is never replaced', (t) => {
  const both = { root: { readonly: false, readOnly: true } };
  t.same(withExactNames(both, names), both);
  t.end();
});

t.test('what is free, or unknown, keeps its names', (t) => {
  const document = { free: { Root: 1, pagesize: 2 }, other: { root: { readOnly: 1 } }, list: [] };
  t.same(withExactNames(document, names), document);
  t.end();
});

t.test('a property that is null is as one that is not there', (t) => {
  const document = { root: null, list: [{ pagesize: null }], other: null };
  t.same(withExactNames(document, names), { list: [{}], other: null });
  t.end();
});

t.test('a configuration may have its properties in letters of any case', (t) => {
  const hugepageLimits = [{ pagesize: '2MB', limit: 1 }];
  const annotations = { OciVersion: '1', root: '2' };
  const linux = { Resources: { hugepageLimits }, sysctl: { 'Net.x': '1' } };
  t.same(checkConfig({ ociversion: '1.0.0', annotations, linux }), {
    ok: true,
    value: {
      ociVersion: '1.0.0',
      annotations,
      linux: {
        resources: { hugepageLimits: [{ pageSize: '2MB', limit: 1 }] },
        sysctl: { 'Net.x': '1' },
      },
    },
  });
  t.end();
});
