import { errno } from '../lib/errno.ts';
import { below } from '../lib/json-pointer.ts';
import type { LinuxRdma } from '../spec/config.ts';
import { hintOn, type Lower, type Refusal } from './lowering.ts';

const pointer = '/linux/resources/rdma';
const onErrno = [hintOn(errno.ENODEV, 'this host has no such RDMA device')];

/** The same file in both versions; one line a device. */
export const lowerRdma: Lower = ({ rdma = {} }) => {
  const devices = Object.entries(rdma);
  return {
    settings: devices.map(([name, limits]) => ({
      at: below(pointer, name),
      file: 'rdma.max',
      value: [name, ...limitsOf(limits)].join(' '),
      onErrno,
    })),
    refusals: devices.flatMap(([name, limits]) => refusalsOf(name, limits)),
  };
};

function limitsOf({ hcaHandles, hcaObjects }: LinuxRdma): readonly string[] {
  return [
    ...(hcaHandles === undefined ? [] : [`hca_handle=${hcaHandles}`]),
    ...(hcaObjects === undefined ? [] : [`hca_object=${hcaObjects}`]),
  ];
}

function refusalsOf(name: string, limits: LinuxRdma): readonly Refusal[] {
  if (name === '' || /[\s\0]/.test(name)) {
    const problem = 'is not the name of an RDMA device: it is empty or has blanks';
    return [{ pointer: below(pointer, name), problem }];
  }
  if (limitsOf(limits).length > 0) return [];
  return [{ pointer: below(pointer, name), problem: 'needs hcaHandles or hcaObjects' }];
}
