import { errno } from '../lib/errno.ts';
import type { LinuxBlockIO, LinuxWeightDevice } from '../spec/config.ts';
import { type CgroupSetting, hintOn, isAsked, type Refusal } from './lowering.ts';

export const blockIOPointer = '/linux/resources/blockIO';

/** The lists of throttles, in the order in which they are written. */
export const throttles = [
  'throttleReadBpsDevice',
  'throttleWriteBpsDevice',
  'throttleReadIOPSDevice',
  'throttleWriteIOPSDevice',
] as const;

export type Throttle = (typeof throttles)[number];

/** Weights go from 10 to 1000, 0 stands for "not set". */
export function weightRefusals(blockIO: LinuxBlockIO): readonly Refusal[] {
  const { weight, weightDevice = [] } = blockIO;
  const devices = weightDevice.map((device, index) => ({
    value: device.weight,
    pointer: `${blockIOPointer}/weightDevice/${index}/weight`,
  }));
  const outside = [{ value: weight, pointer: `${blockIOPointer}/weight` }, ...devices]
    .filter(({ value }) => isAsked(value) && (value < 10 || value > 1000))
    .map(({ value, pointer }) => ({
      pointer,
      problem: `is ${value}; wanted a weight from 10 to 1000`,
    }));
  return [...outside, ...emptyRefusals(weightDevice)];
}

/** Entries that say nothing about their device (config-linux.md#block-io). */
function emptyRefusals(
  weightDevice: NonNullable<LinuxBlockIO['weightDevice']>,
): readonly Refusal[] {
  return weightDevice.flatMap(({ weight, leafWeight }, index) => {
    if (weight !== undefined || leafWeight !== undefined) return [];
    const pointer = `${blockIOPointer}/weightDevice/${index}`;
    return [{ pointer, problem: 'needs weight or leafWeight' }];
  });
}

/** Weights of leaves went with the CFQ scheduler; neither cgroup version has them now. */
export function leafWeightRefusals(blockIO: LinuxBlockIO): readonly Refusal[] {
  const { leafWeight, weightDevice = [] } = blockIO;
  const problem = 'cannot be honoured: Linux has no leaf weights since 5.0; remove it';
  const devices = weightDevice.map((device, index) => ({
    value: device.leafWeight,
    pointer: `${blockIOPointer}/weightDevice/${index}/leafWeight`,
  }));
  return [{ value: leafWeight, pointer: `${blockIOPointer}/leafWeight` }, ...devices]
    .filter(({ value }) => isAsked(value))
    .map(({ pointer }) => ({ pointer, problem }));
}

export function deviceNumber({ major, minor }: LinuxWeightDevice): string {
  return `${major}:${minor}`;
}

export const deviceHints = [hintOn(errno.ENODEV, 'this host has no such block device')];

export const weightHints = [
  hintOn(errno.ENOENT, 'the kernel weighs I/O only with the BFQ scheduler; load its module bfq'),
];

const deviceWeightHints = [
  ...deviceHints,
  ...weightHints,
  hintOn(errno.EOPNOTSUPP, 'the device does not use the scheduler bfq'),
];

/** `blkio.bfq.weight_device` or `io.bfq.weight`. */
export function deviceWeights(
  { weightDevice = [] }: LinuxBlockIO,
  file: string,
): readonly CgroupSetting[] {
  return weightDevice.flatMap((device, index) => {
    if (!isAsked(device.weight)) return [];
    return {
      at: `${blockIOPointer}/weightDevice/${index}/weight`,
      file,
      value: `${deviceNumber(device)} ${device.weight}`,
      onErrno: deviceWeightHints,
    };
  });
}
