import fc from 'fast-check';
import t from 'tap';
import type { LinuxNamespace, LinuxNamespaceType } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { sysctlPath } from './sysctl/key.ts';
import { sysctl } from './sysctl.ts';

const all: LinuxNamespaceType[] = ['network', 'ipc', 'uts', 'user'];
const given = (
  parameters: Record<string, string>,
  namespaces: readonly LinuxNamespace[] = all.map((type) => ({ type })),
) => contextOf({ spec: { linux: { sysctl: parameters, namespaces } } });
const problemsOf = (key: string, value = '1', namespaces?: readonly LinuxNamespace[]) =>
  sysctl.check?.(given({ [key]: value }, namespaces))?.map(({ problem }) => problem);

t.test('parameters are written below a procfs of our own, with either separator', (t) => {
  t.match(
    sysctl.compile?.(
      given({
        'net.ipv4.ip_forward': '1',
        'net/ipv4/conf/eth0.100/rp_filter': '2',
        'net.ipv4.conf.eth0/100.rp_filter': '0',
      }),
    ),
    [
      { phase: 'sysctl', op: { op: 'writeProc', path: 'sys/net/ipv4/ip_forward', data: '1' } },
      { op: { path: 'sys/net/ipv4/conf/eth0.100/rp_filter', data: '2' } },
      { op: { path: 'sys/net/ipv4/conf/eth0.100/rp_filter', data: '0' } },
    ],
  );
  t.end();
});

t.test(
  'namespaced parameters are allowed only where that namespace is the container’s own',
  (t) => {
    const rows: readonly (readonly [string, LinuxNamespaceType])[] = [
      ['net.core.somaxconn', 'network'],
      ['kernel.shmmax', 'ipc'],
      ['fs.mqueue.msg_max', 'ipc'],
      ['kernel.domainname', 'uts'],
      ['user.max_user_namespaces', 'user'],
    ];
    for (const [key, type] of rows) {
      t.strictSame(problemsOf(key, '1', [{ type }]), [], key);
      t.match(problemsOf(key, '1', []), [/change the host/], key);
      t.match(
        problemsOf(key, '1', [{ type, path: `/proc/1/ns/${type}` }]),
        [/change the host/],
        key,
      );
    }
    t.end();
  },
);

t.test('parameters of the whole host are refused', (t) => {
  for (const key of [
    'kernel.core_pattern',
    'kernel.panic',
    'vm.swappiness',
    'fs.file-max',
    'kernel.ns_last_pid',
  ]) {
    t.match(problemsOf(key), [/whole host/], key);
  }
  t.match(problemsOf('kernel.hostname'), [/hostname/]);
  t.end();
});

t.test('keys that climb or hide where they lead are refused', (t) => {
  const keys = [
    'net.ipv4.ip_forward/../../kernel/core_pattern',
    'net/ipv4/../../kernel/core_pattern',
    'net/./x',
    'net//x',
    'net..x',
    '/net/x',
    'net/x/',
    'net.ipv4.//.x',
    'net.a b',
    'net.a\n',
    'net',
    '',
    'net.ipv4\\x',
  ];
  for (const key of keys) t.equal(problemsOf(key)?.length, 1, JSON.stringify(key));
  t.end();
});

t.test('a value is one line', (t) => {
  for (const value of ['1\n2', '1\0', '']) {
    t.equal(problemsOf('net.core.somaxconn', value)?.length, 1, JSON.stringify(value));
  }
  t.strictSame(problemsOf('net.ipv4.ip_local_port_range', '1024 65535'), []);
  t.end();
});

t.test('whatever the key, what passes leads to a parameter below its own tree', (t) => {
  const piece = fc.constantFrom(
    'net',
    'kernel',
    '.',
    '..',
    '/',
    '//',
    'a',
    'core_pattern',
    'user',
    '\0',
    '%',
    '~',
  );
  const key = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(key, (text) => {
      if (problemsOf(text)?.length !== 0) return true;
      const path = sysctlPath(text) ?? [];
      const clean = path.every((name) => name !== '' && !/^\.+$/.test(name) && !name.includes('/'));
      return (
        clean &&
        (path[0] === 'net' || path[0] === 'user' || path[0] === 'fs' || path[0] === 'kernel')
      );
    }),
    { numRuns: 500 },
  );
  t.end();
});
