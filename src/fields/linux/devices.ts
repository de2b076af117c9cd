import type { Fault } from '../../errors/fault.ts';
import { cleanPath, isBelow } from '../../lib/clean-path.ts';
import type { LinuxDevice } from '../../spec/config.ts';
import { type DeviceNode, deviceSteps, fillsDev } from '../device-node.ts';
import type { Field } from '../field.ts';
import { below, hasNul, quote } from '../quote.ts';

const pointer = '/linux/devices';

/** What the kernel's dev_t holds. Source: linux/kdev_t.h. */
const highestMajor = 4095;
const highestMinor = 1_048_575;

/** Devices that must be available in the container, in /dev or elsewhere. */
export const devices: Field = {
  pointer,
  check({ mode, spec }) {
    if (mode === 'exec') return [];
    return (spec.linux?.devices ?? []).flatMap((device, index) =>
      deviceFaults(device, below(pointer, index)),
    );
  },
  compile(context) {
    const { mode, spec } = context;
    if (mode === 'exec') return [];
    const isFilled = fillsDev(context);
    return (spec.linux?.devices ?? []).flatMap((device, index) => {
      const node = nodeOf(device, below(pointer, index));
      // /dev/ptmx is always a link into devpts; a /dev bound from the host has the host's nodes.
      if (node.path === '/dev/ptmx' || (!isFilled && isBelow(node.path, '/dev'))) return [];
      return deviceSteps(node, context);
    });
  },
};

function deviceFaults(device: LinuxDevice, at: string): Fault[] {
  const fault = (part: string, problem: string): Fault => ({
    pointer: `${at}/${part}`,
    problem,
    section: 'config-linux.md#devices',
  });
  const { path } = device;
  const faults: Fault[] = [];
  if (!path.startsWith('/') || cleanPath(path) === '/' || hasNul(path)) {
    faults.push(fault('path', `is ${quote(path)}; wanted the absolute path of a file`));
  }
  if (device.type === 'p') return faults;
  const limits = { major: highestMajor, minor: highestMinor };
  for (const [name, highest] of Object.entries(limits)) {
    const value = Number(name === 'major' ? device.major : device.minor);
    if (value >= 0 && value <= highest) continue;
    faults.push(fault(name, `is ${value}; wanted a number from 0 to ${highest}`));
  }
  return faults;
}

function nodeOf(device: LinuxDevice, at: string): DeviceNode {
  return {
    at,
    path: cleanPath(device.path),
    type: device.type,
    major: Number(device.major ?? 0),
    minor: Number(device.minor ?? 0),
    // Callers pass the mode that stat(2) gives, type of file included.
    mode: (device.fileMode ?? 0o666) & 0o7777,
    uid: device.uid ?? 0,
    gid: device.gid ?? 0,
  };
}
