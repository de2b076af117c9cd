import { defaultSpec } from '../runtime/default-spec.ts';
import { type ContainerRecord, RECORD_VERSION } from '../runtime/record.ts';
import type { Spec } from '../spec/config.ts';

/** The command line of an example, and the files that it is about: all below its directory. */
interface Example {
  readonly words: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly directory: string;
}

const DIRECTORY = '/example';
const BUNDLE = `${DIRECTORY}/bundle`;
const STATE = `${DIRECTORY}/root/one`;

/** What a warm planner practises with: the verbs that it will be asked for most, as people and engines call them. */
export function examples(): readonly Example[] {
  const plain = JSON.stringify(withoutTerminal(defaultSpec()));
  const full = JSON.stringify(asEngines(withoutTerminal(defaultSpec())));
  return [plain, full].flatMap((config) => {
    const created = { [`${BUNDLE}/config.json`]: config };
    const running = { [`${STATE}/config.json`]: config, [`${STATE}/state.json`]: record };
    return [
      example(['create', '--bundle', BUNDLE, '--pid-file', `${BUNDLE}/pid`, 'two'], created),
      example(['run', '--bundle', BUNDLE, 'two'], created),
      // Without an option it would be a stored plan's.
      example(['exec', '--env', 'A=b', 'one', 'true'], running),
    ];
  });
}

function example(words: readonly string[], texts: Example['texts']): Example {
  return { words: ['--root', `${DIRECTORY}/root`, ...words], texts, directory: DIRECTORY };
}

function withoutTerminal(spec: Spec): Spec {
  const { process } = spec;
  return process === undefined ? spec : { ...spec, process: { ...process, terminal: false } };
}

/** With limits, a bind mount, and a filter of system calls. */
function asEngines(spec: Spec): Spec {
  const bind = {
    destination: '/etc/hosts',
    type: 'bind',
    source: BUNDLE,
    options: ['rbind', 'ro'],
  };
  return {
    ...spec,
    mounts: [...(spec.mounts ?? []), bind],
    linux: {
      ...spec.linux,
      cgroupsPath: '/example/one',
      resources: {
        ...spec.linux?.resources,
        memory: { limit: 2 ** 29 },
        cpu: { shares: 512, period: 100_000, quota: 50_000 },
        pids: { limit: 512 },
      },
      seccomp: {
        defaultAction: 'SCMP_ACT_ERRNO',
        architectures: ['SCMP_ARCH_X86_64'],
        syscalls: [{ names: ['read', 'write', 'exit_group'], action: 'SCMP_ACT_ALLOW' }],
      },
    },
  };
}

const record: string = JSON.stringify({
  version: RECORD_VERSION,
  id: 'one',
  ociVersion: '1.2.0',
  bundle: BUNDLE,
  rootfs: `${BUNDLE}/rootfs`,
  created: '2026-01-02T03:04:05.000000006Z',
  annotations: {},
  hasProcess: true,
  ownPidNamespace: true,
  newKeyring: true,
  cgroup: { manager: 'cgroupfs', directories: [], found: [], freezer: '', unified: '' },
  hooks: { poststart: [], poststop: [] },
  hasStartHooks: false,
  temporaryFiles: [],
  resctrlGroups: [],
} satisfies ContainerRecord);
