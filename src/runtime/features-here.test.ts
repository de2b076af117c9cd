import t from 'tap';
import type { HereFacts } from '../fields/here-facts.ts';
import { ordinaryUser, plainFacts } from '../fields/testing.ts';
import { namespaces } from '../spec/tables/namespaces.ts';
import { hereRows, hereTable } from './features-here.ts';

const everything: HereFacts = {
  host: { ...plainFacts, apparmor: true, selinux: true, resctrl: { path: '/r', groups: {} } },
  kernel: '6.1.0-18-amd64',
  namespaces: Object.fromEntries(
    Object.keys(namespaces).map((type) => [type, { known: true, limit: 9 }]),
  ),
  usersRefused: undefined,
  seccompActions: ['kill_process', 'kill_thread', 'trap', 'errno', 'user_notif', 'trace', 'log'],
  subordinateIds: true,
  criu: '/usr/sbin/criu',
};

const why = (facts: Partial<HereFacts>, what: string): string | undefined =>
  hereRows({ ...everything, ...facts }).find((row) => row.what === what)?.why;

t.test('what does not work has a reason, and what works has none', (t) => {
  for (const facts of [{}, { kernel: '5.4.0' }, { host: { ...plainFacts, ...ordinaryUser } }]) {
    for (const row of hereRows({ ...everything, ...facts })) {
      t.equal(row.works, row.why === undefined, row.what);
    }
  }
  t.end();
});

t.test('an ordinary user has the namespaces that a user namespace of his gives him', (t) => {
  const host = { ...plainFacts, ...ordinaryUser };
  t.equal(why({ host }, 'namespace user'), undefined);
  t.equal(why({ host }, 'namespace network'), undefined);
  const usersRefused = 'the sysctl is 0';
  t.equal(why({ host, usersRefused }, 'namespace user'), usersRefused);
  t.match(why({ host, usersRefused }, 'namespace network'), /a user namespace: the sysctl is 0/);
  t.equal(why({ usersRefused }, 'namespace user'), undefined, 'root is not asked');
  t.end();
});

t.test('several ids need both programs and a range for the user', (t) => {
  const what = 'several ids in a user namespace';
  const host = { ...plainFacts, ...ordinaryUser };
  const idMapHelpers = { uid: '/bin/newuidmap', gid: '/bin/newgidmap' };
  t.match(why({ host }, what), /newuidmap and newgidmap are not in PATH/);
  t.equal(why({ host: { ...host, idMapHelpers } }, what), undefined);
  t.match(why({ host: { ...host, idMapHelpers }, subordinateIds: false }, what), /\/etc\/subuid/);
  t.end();
});

t.test('the kernel is judged by what it says of itself', (t) => {
  t.match(why({ kernel: '5.10.0' }, 'recursive mount options such as rro'), /needs Linux 5\.12/);
  t.match(why({ seccompActions: undefined }, 'SCMP_ACT_ERRNO'), /without filters/);
  t.match(why({ seccompActions: ['allow'] }, 'SCMP_ACT_NOTIFY'), /does not have it/);
  const limited = { ...everything.namespaces, network: { known: true, limit: 0 } };
  t.match(why({ namespaces: limited }, 'namespace network'), /limited to 0/);
  const unknown = { ...everything.namespaces, time: { known: false, limit: undefined } };
  t.match(why({ namespaces: unknown }, 'namespace time'), /built without it/);
  t.end();
});

t.test('systemd must run and be reached', (t) => {
  const what = '--systemd-cgroup';
  const manager = { user: false, bus: true, cgroup: '', controllers: undefined, withheld: {} };
  const at = (socket: string | undefined, user = false) =>
    why({ host: { ...plainFacts, systemd: { ...manager, socket, user } } }, what);
  t.equal(why({}, what), 'systemd does not run here');
  t.equal(at('/run/dbus/system_bus_socket'), undefined);
  t.match(at(undefined), /neither the bus nor the socket/);
  t.match(at(undefined, true), /XDG_RUNTIME_DIR/);
  const hybrid = { ...plainFacts, cgroup: { ...plainFacts.cgroup, mode: 'hybrid' } } as const;
  const systemd = { ...manager, socket: '/run/user/1/bus', user: true };
  t.match(why({ host: { ...hybrid, systemd } }, what), /version 2 alone/);
  t.end();
});

t.test('containers are written to images by criu, for root of the host', (t) => {
  const what = 'checkpoint and restore';
  t.equal(why({}, what), undefined);
  t.match(why({ criu: undefined }, what), /install the package criu/);
  t.match(why({ host: { ...plainFacts, ...ordinaryUser } }, what), /needs root of the host/);
  t.match(why({ host: { ...plainFacts, inUserNamespace: true } }, what), /needs root/);
  t.end();
});

t.test('for people it is a table with a line for each', (t) => {
  const rows = hereRows({ ...everything, kernel: '5.4.0' });
  const [heading, ...lines] = hereTable(rows).trimEnd().split('\n');
  t.match(heading, /^WHAT +WORKS$/);
  t.equal(lines.length, rows.length);
  t.ok(lines.every((line) => / (yes|no {3}.+)$/.test(line)));
  t.end();
});
