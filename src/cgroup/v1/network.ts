import { errno } from '../../lib/errno.ts';
import { hintOn, type Lower, settingIf } from '../lowering.ts';

const pointer = '/linux/resources/network';

export const lowerClassId: Lower = ({ network }) => ({
  settings: settingIf(network?.classID, { at: `${pointer}/classID`, file: 'net_cls.classid' }),
  refusals: [],
});

export const lowerPriorities: Lower = ({ network }) => {
  const priorities = (network?.priorities ?? []).map((entry, index) => ({ ...entry, index }));
  // The kernel reads two words: a blank in the name would make another interface of it.
  const split = priorities.filter(({ name }) => name === '' || /[\s\0]/.test(name));
  return {
    settings: priorities.map(({ name, priority, index }) => ({
      at: `${pointer}/priorities/${index}`,
      file: 'net_prio.ifpriomap',
      value: `${name} ${priority}`,
      onErrno: [hintOn(errno.ENODEV, 'there is no such interface in the network namespace here')],
    })),
    refusals: split.map(({ name, index }) => ({
      pointer: `${pointer}/priorities/${index}/name`,
      problem: `is ${JSON.stringify(name)}, which cannot be the name of an interface`,
    })),
  };
};
