import { utsName } from './uts-name.ts';

export const domainname = utsName('domainname', (name, words) => ({
  op: 'setDomainname',
  ...words,
  name,
}));
