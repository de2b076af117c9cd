import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from './must.ts';

/** What the tests run in their Debian, and the packages that have it. */
const debianPackages = [
  'base-files',
  'base-passwd',
  'bash',
  'dash',
  'coreutils',
  'util-linux',
  'util-linux-extra',
  'mount',
  'grep',
  'sed',
  'findutils',
  'libc-bin',
  'mawk',
  'login',
  'passwd',
];
/** Nothing runs from there, and each test unpacks the whole image. */
const needless = ['usr/share/doc', 'usr/share/locale', 'usr/share/man', 'var/cache', 'var/lib/apt'];

/**
 * Writes the two root file systems that the tests unpack, `busybox-ARCH` and `debian-ARCH`, below
 * `testdata`, where the suite looks before it downloads. The names end in what they had upstream;
 * tar(1) goes by the content, and an archive that is not compressed is unpacked sooner.
 */
export function writeImages(testdata: string, architecture: string): void {
  inScratch((root) => {
    fillBusybox(root);
    pack(root, join(testdata, `busybox-${architecture}.tar.xz`));
  });
  inScratch((root) => {
    fillDebian(root);
    pack(root, join(testdata, `debian-${architecture}.tar.xz`));
  });
}

function inScratch(fill: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  try {
    fill(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The folders and accounts are those of the image that the tests were written for. */
function fillBusybox(root: string): void {
  for (const folder of [
    'bin',
    'dev',
    'etc',
    'home',
    'proc',
    'root',
    'sys',
    'tmp',
    'usr',
    'var/spool',
    'var/www',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  cpSync('/bin/busybox', join(root, 'bin/busybox'));
  for (const applet of must('/bin/busybox', ['--list']).trim().split('\n')) {
    if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
  }
  const accounts = [
    'root:x:0:0:root:/root:/bin/sh',
    'daemon:x:1:1:daemon:/usr/sbin:/bin/false',
    'nobody:x:65534:65534:nobody:/home:/bin/false',
  ];
  writeFileSync(join(root, 'etc/passwd'), `${accounts.join('\n')}\n`);
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\ndaemon:x:1:\ntty:x:5:\nnogroup:x:65534:\n');
}

function fillDebian(root: string): void {
  const packages = mkdtempSync(join(tmpdir(), 'packages-'));
  try {
    const names = withDependencies(debianPackages);
    must('apt-get', ['download', '-qq', ...names], { cwd: packages });
    for (const file of readdirSync(packages)) must('dpkg-deb', ['-x', join(packages, file), root]);
  } finally {
    rmSync(packages, { recursive: true, force: true });
  }
  for (const folder of needless) rmSync(join(root, folder), { recursive: true, force: true });
  if (!existsSync(join(root, 'bin/sh'))) symlinkSync('dash', join(root, 'bin/sh'));
  // What the scripts of base-passwd would write.
  for (const file of ['passwd', 'group']) {
    cpSync(join(root, `usr/share/base-passwd/${file}.master`), join(root, 'etc', file));
  }
}

/** The packages and all that they depend on; what is only virtual has no file to fetch. */
function withDependencies(names: readonly string[]): string[] {
  const tree = must('apt-cache', [
    'depends',
    '--recurse',
    '--no-recommends',
    '--no-suggests',
    '--no-conflicts',
    '--no-breaks',
    '--no-replaces',
    '--no-enhances',
    ...names,
  ]);
  return [...new Set(tree.split('\n').filter((line) => /^[a-z0-9]/.test(line)))];
}

function pack(root: string, archive: string): void {
  must('tar', ['-cf', archive, '-C', root, '.']);
}
