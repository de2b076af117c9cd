import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { plainOptions } from '../fields/testing.ts';
import { loadBundle } from './load-bundle.ts';

function bundleOf(t: Test, config: string | Uint8Array): string {
  const bundle = t.testdir({ rootfs: {} });
  writeFileSync(`${bundle}/config.json`, config);
  return bundle;
}

/** The least configuration that is valid, with this root. */
const configOf = (path: string): string =>
  JSON.stringify({
    ociVersion: '1.2.0',
    root: { path },
    linux: { namespaces: [{ type: 'mount' }] },
    unknown: 1,
  });

const load = (bundle: string) => loadBundle({ ...plainOptions, bundle }).context;

t.test('a valid bundle gives all that fields look at', (t) => {
  const bundle = bundleOf(t, configOf('rootfs'));
  const { mode, spec, facts, options } = load(bundle);
  t.equal(mode, 'create');
  t.equal(spec.ociVersion, '1.2.0');
  t.same(facts.root, { path: `${bundle}/rootfs`, kind: 'directory' });
  t.equal(options.id, 'c1');
  t.end();
});

t.test('the root is found through links, and may be absolute', (t) => {
  const bundle = bundleOf(t, configOf('link'));
  symlinkSync('rootfs', `${bundle}/link`);
  t.equal(load(bundle).facts.root.path, `${bundle}/rootfs`);
  const other = t.testdir({ rootfs: {} });
  writeFileSync(`${other}/config.json`, configOf(`${other}/rootfs`));
  t.equal(load(other).facts.root.path, `${other}/rootfs`);
  t.end();
});

t.test('all faults are told at once, those of the schema and those of the fields', (t) => {
  const schema = bundleOf(t, '{"hostname": 1, "root": {}}');
  t.throws(() => load(schema), { code: 'invalid-config', message: /has 3 faults: / });
  const rules = { ociVersion: '9.0.0', process: { cwd: 'relative', args: [] } };
  const bundle = bundleOf(t, JSON.stringify({ ...rules, root: { path: 'missing' } }));
  t.throws(() => load(bundle), {
    code: 'invalid-config',
    message: /\/ociVersion: .*\n.*\/process/s,
  });
  t.end();
});

t.test('what is no JSON is told with the line, also when empty or not UTF-8', (t) => {
  for (const text of ['', '{', '{"a":1}x', '\ufeff{}', '['.repeat(100_000), 'null', '[]', '1']) {
    t.throws(() => load(bundleOf(t, text)), { code: 'invalid-config' }, text.slice(0, 20));
  }
  t.throws(() => load(bundleOf(t, new Uint8Array([0x7b, 0xff]))), { message: /line 1, column 2/ });
  t.end();
});

t.test('a config.json that cannot be read is told why, without hanging', (t) => {
  const bundle = t.testdir({ dir: { 'config.json': {} }, none: {}, file: '' });
  for (const name of ['fifo', 'zero', 'large', 'loop']) mkdirSync(`${bundle}/${name}`);
  spawnSync('mkfifo', [`${bundle}/fifo/config.json`]);
  symlinkSync('/dev/zero', `${bundle}/zero/config.json`);
  symlinkSync('config.json', `${bundle}/loop/config.json`);
  writeFileSync(`${bundle}/large/config.json`, '');
  truncateSync(`${bundle}/large/config.json`, (64 << 20) + 1);
  const reasons = {
    dir: /it is no regular file$/,
    fifo: /it is no regular file$/,
    zero: /it is no regular file$/,
    large: /it is larger than 64 MiB$/,
    loop: /ELOOP$/,
    none: /no such file or directory; .*pelagos spec$/,
    file: /the bundle is not a directory$/,
  };
  for (const [name, message] of Object.entries(reasons)) {
    t.throws(() => load(`${bundle}/${name}`), { code: 'unreadable-bundle', message }, name);
  }
  t.end();
});
