import fc from 'fast-check';
import t from 'tap';
import type { Process } from '../spec/config.ts';
import { changedProcess, completedProcess, type ProcessChanges } from './exec-process.ts';

const none: ProcessChanges = {
  args: ['true'],
  cwd: undefined,
  env: [],
  user: undefined,
  additionalGids: [],
  capabilities: [],
  terminal: false,
  noNewPrivileges: false,
  apparmorProfile: undefined,
  selinuxLabel: undefined,
};

const own: Process = {
  cwd: '/own',
  args: ['init'],
  env: ['A=1'],
  terminal: true,
  consoleSize: { height: 1, width: 2 },
  user: { uid: 3, gid: 4, additionalGids: [5] },
  capabilities: { bounding: ['CAP_CHOWN'], inheritable: [] },
  noNewPrivileges: true,
  rlimits: [{ type: 'RLIMIT_CORE', soft: 0, hard: 0 }],
};

const userOf = (user: string) => changedProcess(own, { ...none, user }).user;

t.test('what the command line does not say is as with init, but for the terminal', (t) => {
  const { consoleSize: _size, ...rest } = own;
  t.same(changedProcess(own, none), { ...rest, args: ['true'], terminal: false });
  const alone = changedProcess(undefined, none);
  t.match(alone, { cwd: '/', args: ['true'], user: { uid: 0, gid: 0 } });
  t.end();
});

t.test('what it says replaces or is added', (t) => {
  const changes = { cwd: '/tmp', env: ['B=2'], additionalGids: ['6'], terminal: true };
  const process = changedProcess(own, { ...none, ...changes, selinuxLabel: 'l' });
  t.match(process, { cwd: '/tmp', env: ['A=1', 'B=2'], terminal: true, selinuxLabel: 'l' });
  t.same(process.user, { uid: 3, gid: 4, additionalGids: [5, 6] });
  t.end();
});

t.test('an added capability is ambient only where the container has it inheritable', (t) => {
  const sets = { inheritable: ['CAP_KILL'], ambient: [] };
  const process = { ...own, capabilities: sets };
  const added = changedProcess(process, { ...none, capabilities: ['CAP_KILL', 'CAP_CHOWN'] });
  t.match(added.capabilities, { inheritable: ['CAP_KILL'], ambient: ['CAP_KILL'] });
  t.end();
});

t.test('an added capability is never inheritable or ambient', (t) => {
  const { capabilities } = changedProcess(own, { ...none, capabilities: ['CAP_KILL'] });
  t.same(capabilities, {
    bounding: ['CAP_CHOWN', 'CAP_KILL'],
    effective: ['CAP_KILL'],
    permitted: ['CAP_KILL'],
    inheritable: [],
  });
  t.throws(() => changedProcess(own, { ...none, capabilities: ['KILL'] }), {
    code: 'usage',
    message: /^--cap is "KILL", which is no capability; wanted a name such as CAP_NET_RAW$/,
  });
  t.end();
});

t.test('a user is UID or UID:GID in plain decimal numbers, or refused', (t) => {
  t.match(userOf('1'), { uid: 1, gid: 4 });
  t.match(userOf('0:0'), { uid: 0, gid: 0 });
  t.match(userOf('2147483647:7'), { uid: 2147483647, gid: 7 });
  const wrong = ['', '01', '+1', ' 1', '1 ', '-1', '2147483648', '4294967295', '4294967296'];
  const more = ['1e3', '0x1', '1:', ':1', '1:2:3', 'root', 'root:root', '1:-1', '00', '1.0'];
  for (const user of [...wrong, ...more]) {
    const message = /^--user is ".*"; wanted UID or UID:GID in numbers from 0 to 2147483647$/;
    t.throws(() => userOf(user), { code: 'usage', message }, user);
  }
  t.end();
});

t.test('no text becomes the id of another number', (t) => {
  const part = fc.oneof(fc.string(), fc.nat().map(String), fc.bigInt().map(String));
  fc.assert(
    fc.property(part, part, (uid, gid) => {
      let user: Process['user'];
      try {
        user = userOf(`${uid}:${gid}`);
      } catch {
        return;
      }
      if (`${user?.uid}:${user?.gid}` !== `${uid}:${gid}`) throw new Error(`${uid}:${gid}`);
    }),
  );
  t.end();
});

t.test('a process from a file takes from init what protects, and nothing else', (t) => {
  const given = { args: ['x'], cwd: '/', noNewPrivileges: false };
  t.same(completedProcess(own, given), {
    ...given,
    capabilities: own.capabilities,
    rlimits: own.rlimits,
  });
  for (const wrong of [null, 1, 'x', undefined]) t.equal(completedProcess(own, wrong), wrong);
  t.equal(completedProcess(undefined, given), given);
  t.end();
});
