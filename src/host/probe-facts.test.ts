import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import t from 'tap';
import { now } from './clock.ts';
import { probeCgroups } from './probe-cgroups.ts';
import { probeFacts } from './probe-facts.ts';

t.test('the time is RFC 3339 in UTC, with nanoseconds', (t) => {
  t.match(now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  t.ok(Math.abs(Date.parse(now()) - Date.now()) < 5000);
  t.end();
});

t.test('the facts are those of this process and this host', (t) => {
  const facts = probeFacts('/none');
  t.equal(facts.uid, process.geteuid?.());
  t.equal(facts.gid, process.getegid?.());
  const mask = /^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  t.equal(facts.capabilities, BigInt(`0x${mask}`));
  t.ok(facts.hugePageSizes.every((size) => /^\d+[KMG]B$/.test(size)));
  t.end();
});

t.test('the root is where links lead, and what is there', (t) => {
  const directory = t.testdir({ rootfs: {}, file: '' });
  symlinkSync('rootfs', `${directory}/link`);
  const root = (name: string) => probeFacts(`${directory}/${name}`).root;
  t.same(root('link'), { path: `${directory}/rootfs`, kind: 'directory' });
  t.same(root('file'), { path: `${directory}/file`, kind: 'other' });
  t.same(root('none'), { path: `${directory}/none`, kind: 'missing' });
  t.end();
});

t.test('every hierarchy that is found shows a cgroup at the caller’s own path', (t) => {
  const { hierarchies, unified, mode } = probeCgroups();
  for (const { mountPoint, root, own } of [...hierarchies, ...(unified ? [unified] : [])]) {
    const below = root === '/' ? own : own.slice(root.length);
    t.ok(existsSync(`${mountPoint}${below}/cgroup.procs`), `${mountPoint}${below}`);
  }
  t.equal(mode === 'none', hierarchies.length === 0 && unified === undefined);
  t.end();
});
