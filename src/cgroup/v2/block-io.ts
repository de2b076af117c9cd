import { errno } from '../../lib/errno.ts';
import type { LinuxBlockIO } from '../../spec/config.ts';
import {
  blockIOPointer,
  deviceHints,
  deviceNumber,
  deviceWeights,
  leafWeightRefusals,
  type Throttle,
  throttles,
  weightRefusals,
} from '../block-io-rules.ts';
import { type CgroupSetting, hintOn, isAsked, type Lower, tolerating } from '../lowering.ts';
import { weightOfBlockIO } from './weights.ts';

export const lowerBlockIO: Lower = ({ blockIO = {} }) => ({
  settings: [
    ...defaultWeight(blockIO),
    ...deviceWeights(blockIO, 'io.bfq.weight'),
    ...throttles.flatMap((name) => throttle(name, blockIO)),
  ],
  refusals: [...weightRefusals(blockIO), ...leafWeightRefusals(blockIO)],
});

/** For both users of weights: the BFQ scheduler, where it is there, and the I/O cost model. */
function defaultWeight({ weight }: LinuxBlockIO): readonly CgroupSetting[] {
  if (!isAsked(weight)) return [];
  const at = `${blockIOPointer}/weight`;
  const bfq = { at, file: 'io.bfq.weight', value: `${weight}` };
  const cost = {
    at,
    file: 'io.weight',
    value: `${weightOfBlockIO(weight)}`,
    onErrno: [hintOn(errno.ENOENT, 'the kernel is built without CONFIG_BLK_CGROUP_IOCOST')],
  };
  return [...tolerating([bfq], errno.ENOENT), cost];
}

const keys: Readonly<Record<Throttle, string>> = {
  throttleReadBpsDevice: 'rbps',
  throttleWriteBpsDevice: 'wbps',
  throttleReadIOPSDevice: 'riops',
  throttleWriteIOPSDevice: 'wiops',
};

/** A rate of 0 lifts the limit in v1; here that is `max`, and 0 is ERANGE. */
function throttle(name: Throttle, blockIO: LinuxBlockIO): readonly CgroupSetting[] {
  return (blockIO[name] ?? []).map((device, index) => ({
    at: `${blockIOPointer}/${name}/${index}`,
    file: 'io.max',
    value: `${deviceNumber(device)} ${keys[name]}=${isAsked(device.rate) ? device.rate : 'max'}`,
    onErrno: deviceHints,
  }));
}
