import t from 'tap';
import { checkFields } from '../fields/compile.ts';
import { contextOf, ordinaryUser, plainFacts } from '../fields/testing.ts';
import { checkConfig } from '../spec/check-config.ts';
import { defaultSpec, OCI_VERSION, rootlessSpec } from './default-spec.ts';

const console = { consoleSocket: '/run/console.sock' };

t.test('the configuration to begin with is valid by the schema and by every field', (t) => {
  const spec = defaultSpec();
  t.same(checkConfig(spec), { ok: true, value: spec });
  t.same(checkFields(contextOf({ spec, options: console })), []);
  t.equal(spec.ociVersion, OCI_VERSION);
  t.end();
});

t.test('so is that of an ordinary user, who maps one id and keeps the network', (t) => {
  const spec = rootlessSpec({ uid: 1000, gid: 1001 });
  t.same(checkConfig(spec), { ok: true, value: spec });
  const cgroup = { ...plainFacts.cgroup, writable: false };
  const facts = { ...ordinaryUser, gid: 1001, cgroup };
  t.same(checkFields(contextOf({ spec, facts, options: console })), []);
  t.match(spec.linux, {
    uidMappings: [{ containerID: 0, hostID: 1000, size: 1 }],
    gidMappings: [{ containerID: 0, hostID: 1001, size: 1 }],
  });
  const types = spec.linux?.namespaces?.map(({ type }) => type);
  t.same(types, ['pid', 'ipc', 'uts', 'mount', 'cgroup', 'user']);
  t.notOk(spec.linux && 'resources' in spec.linux);
  const options = spec.mounts?.flatMap((mount) => mount.options ?? []);
  t.notOk(options?.includes('gid=5'), 'the group of terminals is not mapped');
  t.match(
    spec.mounts?.find(({ destination }) => destination === '/sys'),
    { type: 'none', source: '/sys', options: ['rbind', 'nosuid', 'noexec', 'nodev', 'ro'] },
  );
  t.end();
});
