import type { LinuxBlockIO } from '../../spec/config.ts';
import {
  blockIOPointer,
  deviceHints,
  deviceNumber,
  deviceWeights,
  leafWeightRefusals,
  type Throttle,
  throttles,
  weightHints,
  weightRefusals,
} from '../block-io-rules.ts';
import { type CgroupSetting, type Lower, settingIf } from '../lowering.ts';

export const lowerBlockIO: Lower = ({ blockIO = {} }) => ({
  settings: [
    ...settingIf(blockIO.weight, {
      at: `${blockIOPointer}/weight`,
      file: 'blkio.bfq.weight',
      onErrno: weightHints,
    }),
    ...deviceWeights(blockIO, 'blkio.bfq.weight_device'),
    ...throttles.flatMap((name) => throttle(name, blockIO)),
  ],
  refusals: [...weightRefusals(blockIO), ...leafWeightRefusals(blockIO)],
});

const files: Readonly<Record<Throttle, string>> = {
  throttleReadBpsDevice: 'blkio.throttle.read_bps_device',
  throttleWriteBpsDevice: 'blkio.throttle.write_bps_device',
  throttleReadIOPSDevice: 'blkio.throttle.read_iops_device',
  throttleWriteIOPSDevice: 'blkio.throttle.write_iops_device',
};

function throttle(name: Throttle, blockIO: LinuxBlockIO): readonly CgroupSetting[] {
  return (blockIO[name] ?? []).map((device, index) => ({
    at: `${blockIOPointer}/${name}/${index}`,
    file: files[name],
    value: `${deviceNumber(device)} ${device.rate}`,
    onErrno: deviceHints,
  }));
}
