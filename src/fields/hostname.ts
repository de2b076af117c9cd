import { utsName } from './uts-name.ts';

export const hostname = utsName('hostname', (name, words) => ({
  op: 'setHostname',
  ...words,
  name,
}));
