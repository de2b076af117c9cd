import t from 'tap';
import type { JsonObject } from '../support/json.ts';
import { commandPath, pelagosPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';

const pelagos = pelagosPath();

t.test('features prints what clients read', (t) => {
  const { code, stdout, stderr } = call([pelagos, 'features']);
  t.same([code, stderr], [0, ''], 'CRI-O merges both streams');
  const features = JSON.parse(stdout) as JsonObject;
  t.match(features['ociVersionMin'], /^1\.0\.\d/);
  t.match(features['ociVersionMax'], /^1\.\d+\.\d/);
  t.match(features['annotations'], {
    'org.pelagos.version': /^\d+\.\d+\.\d+$/,
    'org.opencontainers.runc.checkpoint.enabled': 'true',
    'io.github.seccomp.libseccomp.version': /^\d+\.\d+\.\d+$/,
  });
  const linux = features['linux'] as JsonObject;
  t.ok((features['mountOptions'] as readonly string[]).includes('rro'));
  t.ok((linux['namespaces'] as readonly string[]).includes('user'));
  t.same(((linux['mountExtensions'] as JsonObject)['idmap'] as JsonObject)['enabled'], true);
  t.match((features['hooks'] as readonly string[]).join(), /prestart.*createRuntime.*poststop/);
  t.ok((linux['capabilities'] as readonly string[]).includes('CAP_SYS_ADMIN'));
  t.ok(
    ((linux['seccomp'] as JsonObject)['actions'] as readonly string[]).includes('SCMP_ACT_NOTIFY'),
  );
  t.end();
});

t.test('features and --version need neither root nor a folder of state', (t) => {
  const user = [
    commandPath('setpriv'),
    '--reuid=12345',
    '--regid=12345',
    '--clear-groups',
    '--inh-caps=-all',
    '--',
  ];
  for (const words of [
    ['features'],
    ['--version'],
    ['--help'],
    ['--root', '/no/such', 'features'],
  ]) {
    const { code, stderr } = call([pelagos, ...words], { wrapper: user, cwd: '/' });
    t.same([code, stderr], [0, ''], words.join(' '));
  }
  t.end();
});

t.test('features --here tells root and others what works for them, and why not', (t) => {
  const wrapper = [
    commandPath('setpriv'),
    '--reuid=12345',
    '--clear-groups',
    '--inh-caps=-all',
    '--',
  ];
  for (const options of [{}, { wrapper }]) {
    const { code, stdout, stderr } = call([pelagos, 'features', '--here', '-f', 'json'], options);
    t.same([code, stderr], [0, '']);
    for (const row of JSON.parse(stdout) as readonly JsonObject[]) {
      t.equal(row['works'], row['why'] === undefined, String(row['what']));
    }
  }
  const table = call([pelagos, 'features', '--here'], { wrapper, cwd: '/' });
  t.match(table.stdout, /^id-mapped mounts +no {3}the kernel lets only root/m);
  t.end();
});

t.test('--version is three lines at most, and the word version is in the first only', (t) => {
  const lines = call([pelagos, '--version']).stdout.trim().split('\n');
  t.match(lines[0], /^\w+ version \d+\.\d+\.\d+/);
  t.ok(lines.some((line) => /^spec: \d+\.\d+\.\d+/.test(line)));
  t.equal(lines.filter((line) => line.includes('version')).length, 1);
  t.end();
});
