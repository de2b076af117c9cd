import t from 'tap';
import type { Mount, Spec } from '../../spec/config.ts';
import { readIdmapOption } from './idmap-option.ts';

const spec: Spec = {
  ociVersion: '1.3.0',
  linux: {
    uidMappings: [
      { containerID: 0, hostID: 0, size: 1 },
      { containerID: 1, hostID: 2, size: 1000 },
    ],
    gidMappings: [{ containerID: 0, hostID: 500, size: 10 }],
  },
};

const given = (option: string): Mount =>
  readIdmapOption({ destination: '/d', source: '/s', options: ['rbind', option] }, spec);

t.test('mappings in the option are those of the mount', (t) => {
  t.same(given('idmap=uids=0-1-10#10-11-10;gids=0-100-10'), {
    destination: '/d',
    source: '/s',
    options: ['rbind', 'idmap'],
    uidMappings: [
      { containerID: 0, hostID: 1, size: 10 },
      { containerID: 10, hostID: 11, size: 10 },
    ],
    gidMappings: [{ containerID: 0, hostID: 100, size: 10 }],
  });
  t.match(given('ridmap=uids=0-1-10;gids=0-1-1'), { options: ['rbind', 'ridmap'] });
  t.end();
});

t.test('a range after @ speaks of ids of the container', (t) => {
  t.match(given('idmap=uids=@1-3-10;gids=@0-9-1'), {
    uidMappings: [{ containerID: 1, hostID: 4, size: 10 }],
    gidMappings: [{ containerID: 0, hostID: 509, size: 1 }],
  });
  t.end();
});

t.test('an option that is not well-formed stays as it is', (t) => {
  for (const text of ['idmap=', 'idmap=uids=1-2', 'idmap=x=0-1-1', 'idmap=uids=@5000-5000-1']) {
    t.same(given(text).options, ['rbind', text]);
    t.equal(given(text).uidMappings, undefined);
  }
  t.end();
});
