import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import { below } from '../../lib/json-pointer.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { LinuxNetDevice } from '../../spec/config.ts';
import type { Field } from '../field.ts';
import { sharesWithHost } from '../namespace-placement.ts';
import { quote } from '../quote.ts';

const pointer = '/linux/netDevices';
const section = 'config-linux.md#network-devices';

/** IFNAMSIZ of linux/if.h, less the NUL. */
const longestName = 15;

type Devices = Readonly<Record<string, LinuxNetDevice>>;

/** Moved by the host, which alone sees them, once init has its network namespace. */
export const netDevices: Field = {
  pointer,
  check({ mode, spec }) {
    const devices = spec.linux?.netDevices ?? {};
    if (mode === 'exec' || Object.keys(devices).length === 0) return [];
    const names = Object.entries(devices).flatMap(([name, { name: newName }]) =>
      nameFaults(name, newName),
    );
    const faults = [...names, ...clashes(devices)];
    if (!sharesWithHost(spec, 'network')) return faults;
    const problem = 'needs a network namespace; add one to linux.namespaces';
    return [...faults, { pointer, problem, section }];
  },
  compile({ mode, spec, slots }) {
    if (mode === 'exec') return [];
    return Object.entries(spec.linux?.netDevices ?? {}).map(([name, device]) => ({
      phase: 'identify',
      op: {
        op: 'moveNetDevice',
        at: below(pointer, name),
        what: `move the network device ${quote(name)} into the container`,
        onErrno: [
          { errno: errno.EPERM, then: 'hint', text: 'the caller needs CAP_NET_ADMIN' },
          { errno: errno.EEXIST, then: 'hint', text: 'give it another name, such as "eth%d"' },
        ],
        name,
        newName: newNameOf(name, device),
        pid: slots.take(slotNames.init),
      },
    }));
  },
};

function newNameOf(name: string, { name: newName = '' }: LinuxNetDevice): string {
  return newName === '' ? name : newName;
}

function nameFaults(name: string, newName = ''): readonly Fault[] {
  const faults: Fault[] = [];
  const at = below(pointer, name);
  const wanted = `wanted 1 to ${longestName} characters without "/", ":" and blanks`;
  if (!isDeviceName(name) || name.includes('%')) {
    const problem = `is ${quote(name)}, which no network device can be called; ${wanted}`;
    faults.push({ pointer: at, problem, section });
  }
  if (newName !== '' && !(isDeviceName(newName) && isTemplate(newName))) {
    const problem = `is ${quote(newName)}, which no network device can be called; ${wanted}, and of "%" only one "%d"`;
    faults.push({ pointer: `${at}/name`, problem, section });
  }
  return faults;
}

/** As dev_valid_name() of the kernel judges. */
function isDeviceName(name: string): boolean {
  const length = new TextEncoder().encode(name).length;
  if (length < 1 || length > longestName || name === '.' || name === '..') return false;
  return !/[/:\s\0]/.test(name);
}

/** A name, or one with a place where the kernel puts a number. */
function isTemplate(name: string): boolean {
  return !name.replace('%d', '').includes('%');
}

function clashes(devices: Devices): readonly Fault[] {
  const owners = new Map<string, string>();
  return Object.entries(devices).flatMap(([name, device]) => {
    const newName = newNameOf(name, device);
    const owner = owners.get(newName);
    if (owner === undefined || newName.includes('%')) {
      owners.set(newName, name);
      return [];
    }
    const problem = `is ${quote(newName)}, as which ${below(pointer, owner)} comes already`;
    return [{ pointer: `${below(pointer, name)}/name`, problem, section }];
  });
}
