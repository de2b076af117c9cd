/** Suites of tests that containerd's makers wrote, run with pelagos as the only runtime. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { JsonObject } from '../../support/json.ts';
import { projectRoot } from '../../support/project.ts';
import { runtimeUnderTest } from '../../support/requires.ts';
import type { Machine } from './isolate.ts';
import { serveImages } from './registry.ts';

/** What install/containerd has built. */
export const newest = join(projectRoot, '.build/clients/containerd');

const users = 'root:0 daemon:1 bin:2 sys:3 sync:4 www-data:33 operator:37 nobody:65534';
const groups = 'root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 operator:37 users:100 nogroup:65534';

/** The accounts that the suites ask for by name, and the programs that busybox is no part of. */
function prepare(rootfs: string): void {
  const passwd = users
    .split(' ')
    .map((user) => user.replace(/^(.*):(.*)$/, '$1:x:$2:$2::/:/bin/sh'));
  const group = groups.split(' ').map((name) => name.replace(/^(.*):(.*)$/, '$1:x:$2:'));
  group.push('wheel:x:10:root');
  writeFileSync(join(rootfs, 'etc/passwd'), `${passwd.join('\n')}\n`);
  writeFileSync(join(rootfs, 'etc/group'), `${group.join('\n')}\n`);
  writeFileSync(join(rootfs, 'bin/bash'), '#!/bin/sh\nexec /bin/sh "$@"\n', { mode: 0o755 });
  for (const name of ['run', 'usr/bin', 'opt']) mkdirSync(join(rootfs, name), { recursive: true });
}

function withFile(folder: string, file: string, text: string): (rootfs: string) => void {
  return (rootfs) => {
    mkdirSync(join(rootfs, folder), { recursive: true });
    writeFileSync(join(rootfs, folder, file), text);
  };
}

const image = (name: string, config: JsonObject = {}, more?: (rootfs: string) => void) => ({
  name,
  config,
  prepare: (rootfs: string) => {
    prepare(rootfs);
    more?.(rootfs);
  },
});

/** Stands in for a server, which opens its log anew by its path. */
const nginx = 'echo start worker processes >/dev/stderr; exec sleep 1000';
const pause = withFile(
  '',
  'pause',
  '#!/bin/sh\ntrap "exit 0" TERM INT\nwhile :; do sleep 1 & wait $!; done\n',
);
const copied = withFile('test_dir', 'test_file', 'test_content\n');
const colon = withFile(':colon_prefixed', 'colon_prefixed_file', 'test_content\n');
const windows = withFile('C:/weird_test_dir', 'weird_test_file', 'test_content\n');
const images = [
  image('ghcr.io/containerd/busybox:1.36'),
  image('ghcr.io/containerd/alpine:3.14.0', { Env: ['PATH=/bin', 'OTHER=yes'] }),
  image('ghcr.io/containerd/nginx:1.27.0', { Cmd: ['sh', '-c', nginx] }),
  image('registry.k8s.io/pause:3.10.2', { Entrypoint: ['sh', '/pause'], Cmd: [] }, pause),
  image('ghcr.io/containerd/volume-ownership:2.1', { Volumes: { '/test_dir': {} } }, copied),
  image(
    'ghcr.io/containerd/volume-copy-up:2.2',
    { Volumes: { '/test_dir': {}, 'C:/weird_test_dir': {}, '/:colon_prefixed': {} } },
    (rootfs) => {
      for (const make of [copied, colon, windows]) make(rootfs);
    },
  ),
];

/** Makes a machine ready for suites: images, and a folder of programs where runc is pelagos. */
export function prepareSuites(machine: Machine): Readonly<Record<string, string>> {
  const bin = join(machine.shared, 'bin');
  mkdirSync(bin);
  symlinkSync(runtimeUnderTest(), join(bin, 'runc'));
  machine.shell('mount --bind /bin/false /usr/sbin/runc; mkdir -p /var/lib/containerd-test');
  const { env } = serveImages(machine, images);
  return { ...env, PATH: `${bin}:${newest}:/usr/sbin:/usr/bin:/sbin:/bin` };
}

/** What a suite said in the words of `go test -v`, and its daemon meanwhile. */
export interface Played {
  readonly output: string;
  readonly daemon: string;
}

/** Asserts that tests of a suite pass. */
export function assertPassed(t: Test, { output, daemon }: Played, names: readonly string[]): void {
  const passed = new Set([...output.matchAll(/^ *--- PASS: (\S+)/gm)].map(([, name]) => name));
  const errors = daemon.split('\n').filter((line) => line.includes('level=error'));
  for (const name of names) {
    t.ok(passed.has(name), name, { output: aroundOf(output, name), daemon: errors.slice(-10) });
  }
}

/** Tests that hang where many more would: what is left is not tried then. */
const MOST_HANGING = 2;

/**
 * Runs and asserts the tests of a suite one after another, each in a process of its own: one that hangs
 * takes nothing from the others, and what the daemon says belongs to it.
 */
export function assertEach(
  t: Test,
  names: readonly string[],
  play: (root: string) => Played,
): void {
  let hanging = 0;
  for (const root of rootsOf(names)) {
    const below = names.filter((name) => rootOf(name) === root);
    if (hanging === MOST_HANGING) {
      for (const name of below) t.fail(`${name} (not run, for ${MOST_HANGING} others hang)`);
      continue;
    }
    const played = play(root);
    if (played.output.includes('panic: test timed out')) hanging += 1;
    assertPassed(t, played, below);
  }
}

const rootOf = (name: string): string => name.replace(/\/.*/, '');

/** The tests without those that are parts of others. */
export function rootsOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(rootOf))];
}

/** What a test of a suite said, without the chatter of its daemon. */
function aroundOf(output: string, name: string): string {
  const begin = output.indexOf(`=== RUN   ${name}\n`);
  if (begin < 0) return `it did not begin: ${output.slice(-2000)}`;
  const end = output.indexOf(`--- FAIL: ${name} `);
  const lines = output.slice(begin, end < 0 ? undefined : end).split('\n');
  return lines
    .filter((line) => !line.includes('level='))
    .slice(0, 40)
    .join('\n');
}

/** The tests of a suite that have to pass, from the file that keeps how runc did. */
export function wantedOf(suite: 'cri' | 'client'): readonly string[] {
  const text = readFileSync(join(projectRoot, 'test/clients/containerd-baseline.json'), 'utf8');
  const { passed, beyond } = (JSON.parse(text) as Baseline)[suite];
  const names = [...passed, ...beyond];
  if (new Set(names).size < names.length) throw new Error(`a test of ${suite} is named twice`);
  return names;
}

interface Names {
  readonly passed: readonly string[];
  readonly beyond: readonly string[];
}

type Baseline = Readonly<Record<'cri' | 'client', Names>>;
