import { RuntimeError } from '../../errors/runtime-error.ts';
import { type CgroupsMode, type CriuOptions, cgroupsModes } from '../../runtime/criu/options.ts';
import { pathFor } from '../caller.ts';
import type { Invocation } from '../invocation.ts';

/** Namespaces that criu can leave out the contents of. */
const CLONE_NEWNET = 0x40000000;

/** What the options that checkpoint and restore have in common say. */
export function criuOptions({ caller, values, lists }: Invocation): CriuOptions {
  const path = (text: string): string => pathFor(caller, text);
  const flag = (name: string): boolean => values[name] === 'true';
  const work = values['work-path'] ?? '';
  return {
    imagePath: path(values['image-path'] || 'checkpoint'),
    workPath: work === '' ? undefined : path(work),
    tcpEstablished: flag('tcp-established'),
    extUnixSk: flag('ext-unix-sk'),
    shellJob: flag('shell-job'),
    fileLocks: flag('file-locks'),
    autoDedup: flag('auto-dedup'),
    lazyPages: flag('lazy-pages'),
    manageCgroupsMode: wordOf<CgroupsMode>(
      'manage-cgroups-mode',
      values['manage-cgroups-mode'] ?? '',
      cgroupsModes,
    ),
    emptyNamespaces: emptyNamespaces(lists['empty-ns'] ?? []),
  };
}

/** One of the words that an option can have. */
export function wordOf<W extends string>(
  option: string,
  text: string,
  words: Readonly<Record<W, unknown>>,
): W {
  if (Object.hasOwn(words, text)) return text as W;
  const known = Object.keys(words).filter((word) => word !== '');
  throw new RuntimeError(
    'usage',
    `--${option} is one of ${known.join(', ')}: current value is ${JSON.stringify(text)}`,
  );
}

function emptyNamespaces(names: readonly string[]): number {
  const unknown = names.find((name) => name !== 'network');
  if (unknown === undefined) return names.length > 0 ? CLONE_NEWNET : 0;
  throw new RuntimeError(
    'usage',
    `--empty-ns is network, the one that criu can restore empty: current value is ${JSON.stringify(unknown)}`,
  );
}
