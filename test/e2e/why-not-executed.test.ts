import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** A program that the kernel will not run, what to put there, and the words for why. */
interface Case {
  readonly file: string;
  readonly content: string | Uint8Array;
  readonly mode?: number;
  readonly why: RegExp;
}

/** The head of an ELF program for a machine, with a loader where one is named. */
function elf(machine: number, loader = ''): Uint8Array {
  const head = Buffer.alloc(0x78 + loader.length + 1);
  head.write('\x7fELF\x02\x01\x01', 'latin1');
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(machine, 18);
  head.writeUInt32LE(1, 20);
  head.writeUInt32LE(0x40, 32);
  head.writeUInt16LE(0x40, 52);
  head.writeUInt16LE(0x38, 54);
  head.writeUInt16LE(loader === '' ? 0 : 1, 56);
  head.writeUInt32LE(3, 0x40);
  head.writeUInt32LE(0x78, 0x48);
  head.writeUInt32LE(loader.length + 1, 0x60);
  head.writeUInt32LE(loader.length + 1, 0x68);
  head.write(`${loader}\0`, 0x78, 'latin1');
  return head;
}

const [own, foreign] = process.arch === 'arm64' ? [183, 62] : [62, 183];

const cases: Readonly<Record<string, Case>> = {
  'whose interpreter is missing': {
    file: '/bin/script',
    content: '#!/usr/bin/bash -e\n',
    why: /"\/usr\/bin\/bash", the interpreter in its #! line, does not exist in the container/,
  },
  'with a carriage return in its #! line': {
    file: '/bin/dos',
    content: '#!/bin/sh\r\necho\r\n',
    why: /its #! line ends with a carriage return: save the script with Unix line ends/,
  },
  'whose loader is missing': {
    file: '/bin/dynamic',
    content: elf(own, '/bin/ld-no-such.so'),
    why: /"\/bin\/ld-no-such\.so", the loader, does not exist in the container/,
  },
  'for another machine': {
    file: '/bin/foreign',
    content: elf(foreign),
    why: /it is a program for (aarch64|x86_64) and this machine is (aarch64|x86_64): use an image for this architecture/,
  },
  'that is no program': {
    file: '/bin/text',
    content: 'hello\n',
    why: /it is neither an ELF program nor begins with #!/,
  },
  'without the right to execute it': {
    file: '/bin/plain',
    content: '#!/bin/sh\n',
    mode: 0o644,
    why: /permission denied: it has no execute permission: chmod \+x it/,
  },
  'below what is no directory': {
    file: '/etc/passwd/tool',
    content: '',
    why: /Not a directory: "\/etc\/passwd" is a regular file and not a directory/,
  },
  'on a mount that forbids programs': {
    file: '/mnt/tool',
    content: '#!/bin/sh\n',
    why: /permission denied: it is on a mount with the option noexec/,
  },
};

function place(stage: Stage, { file, content, mode = 0o755 }: Case): void {
  if (content === '') return;
  writeFileSync(join(stage.rootfs, file), content);
  chmodSync(join(stage.rootfs, file), mode);
}

const mounts = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/mnt', type: 'bind', source: 'rootfs/mnt', options: ['bind', 'noexec'] },
];

for (const [title, given] of Object.entries(cases)) {
  onStage(t, `a program ${title} is told so by create or start`, (t, stage) => {
    mkdirSync(join(stage.rootfs, 'mnt'), { recursive: true });
    place(stage, given);
    stage.configure({ process: { args: [given.file] }, mounts });
    const created = stage.create();
    const { stderr } = created.code === 0 ? stage.start() : created;
    t.match(stderr, given.why);
    t.equal(stderr.trim().split('\n').length, 1, 'in one line');
  });

  onStage(t, `a program ${title} is told so by exec`, (t, stage) => {
    place(stage, given);
    stage.configure({ process: { args: ['sleep', '100'] }, mounts });
    succeed('create', stage.create());
    succeed('start', stage.start());
    const { code, stderr } = stage.run(['exec', stage.id, given.file]);
    t.not(code, 0);
    t.match(stderr, given.why);
    t.equal(stderr.trim().split('\n').length, 1, 'in one line');
  });
}
