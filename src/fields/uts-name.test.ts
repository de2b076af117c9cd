import t from 'tap';
import { domainname } from './domainname.ts';
import { hostname } from './hostname.ts';
import { contextOf } from './testing.ts';

const ownUts = { namespaces: [{ type: 'uts' }] } as const;

t.test('hostname and domainname are set in the UTS namespace of the container', (t) => {
  const context = contextOf({ spec: { hostname: 'a', domainname: 'b', linux: ownUts } });
  t.same(hostname.check?.(context), []);
  t.match(hostname.compile?.(context), [
    { phase: 'namespaces', op: { op: 'setHostname', name: 'a', at: '/hostname' } },
  ]);
  t.match(domainname.compile?.(context), [
    { phase: 'namespaces', op: { op: 'setDomainname', name: 'b', at: '/domainname' } },
  ]);
  t.end();
});

t.test('a name without a UTS namespace would change the host and is refused', (t) => {
  t.match(hostname.check?.(contextOf({ spec: { hostname: 'a' } })), [{ pointer: '/hostname' }]);
  t.match(domainname.check?.(contextOf({ spec: { domainname: 'a' } })), [
    { pointer: '/domainname' },
  ]);
  t.end();
});

t.test('a UTS namespace given by path is renamed, unless it is plainly that of the host', (t) => {
  const check = (path: string) => {
    const linux = { namespaces: [{ type: 'uts', path }] } as const;
    return hostname.check?.(contextOf({ spec: { hostname: 'a', linux } }))?.length;
  };
  t.equal(check('/proc/4422/ns/uts'), 0);
  t.equal(check('/proc/1/ns/uts'), 1);
  t.equal(check('/proc/self/ns/uts'), 1);
  t.end();
});

t.test('a name has at most 64 bytes and no NUL', (t) => {
  const check = (name: string) =>
    hostname.check?.(contextOf({ spec: { hostname: name, linux: ownUts } }))?.length;
  t.equal(check('x'.repeat(64)), 0);
  t.equal(check('x'.repeat(65)), 1);
  t.equal(check('é'.repeat(33)), 1);
  t.equal(check('a\0b'), 1);
  t.end();
});

t.test('an empty name, or exec, sets nothing', (t) => {
  t.same(hostname.check?.(contextOf({ spec: { hostname: '' } })), []);
  t.same(hostname.compile?.(contextOf({ spec: { hostname: '' } })), []);
  const exec = contextOf({ mode: 'exec', spec: { hostname: 'a', linux: ownUts } });
  t.same(hostname.compile?.(exec), []);
  t.end();
});
