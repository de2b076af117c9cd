import { mkdirSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { checkConfig } from '../spec/check-config.ts';
import { planSpec } from './spec.ts';
import { report } from './testing.ts';

const ids = { uid: 1000, gid: 1000 };
const planned = (bundle: string, rootless = false, unified = true) =>
  planSpec({ path: `${bundle}/config.json`, rootless, unified, ids, report }).steps;

t.test('spec writes a valid config.json, indented by tabs', (t) => {
  const bundle = t.testdir();
  for (const rootless of [false, true]) {
    const [write, ...more] = planned(bundle, rootless);
    t.same(more, []);
    t.match(write, { op: 'writeFile', path: `${bundle}/config.json` });
    const text = write?.op === 'writeFile' ? String(write.content) : '';
    t.match(text, /^\{\n\t"ociVersion"/);
    t.match(text, /\}\n$/);
    t.ok(checkConfig(JSON.parse(text)).ok);
    t.equal(text.includes('uidMappings'), rootless);
  }
  t.end();
});

t.test('a cgroup namespace is for hosts that have cgroup v2 alone', (t) => {
  const bundle = t.testdir();
  for (const unified of [false, true]) {
    const text = JSON.stringify(planned(bundle, false, unified));
    t.equal(text.includes('\\"type\\": \\"cgroup\\"\\n'), unified);
  }
  t.end();
});

t.test('an existing config.json is never replaced, whatever it is', (t) => {
  const bundle = t.testdir({ file: {}, directory: {} });
  writeFileSync(`${bundle}/file/config.json`, '');
  mkdirSync(`${bundle}/directory/config.json`);
  for (const name of ['file', 'directory']) {
    const path = `${bundle}/${name}/config.json`;
    t.throws(() => planned(`${bundle}/${name}`), {
      message: `file ${path} exists; remove it first`,
    });
  }
  t.end();
});

t.test('a bundle that is no directory is refused, also where its name is too long', (t) => {
  const bundle = t.testdir({ file: '' });
  for (const path of [`${bundle}/none`, `${bundle}/file`, `/${'x'.repeat(5000)}`]) {
    t.throws(() => planned(path), { code: 'usage', message: /is no directory; make it/ });
  }
  t.end();
});
