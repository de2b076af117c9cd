/** Images that stand in for those which the quick starts of engines ask a registry of the world for. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageOptions } from './image.ts';
import type { Machine } from './isolate.ts';
import { serveImages } from './registry.ts';

const host = 'registry.test';

/** The name of an image in the registry that serveStandIns() starts. */
export const standIn = (name: string): string => `${host}/${name}:latest`;

function withBash(rootfs: string): void {
  writeFileSync(join(rootfs, 'bin/bash'), '#!/bin/sh\nexec /bin/sh "$@"\n', { mode: 0o755 });
}

function withPage(rootfs: string): void {
  mkdirSync(join(rootfs, 'www'));
  writeFileSync(join(rootfs, 'www/index.html'), '<h1>It works!</h1>\n');
}

/** Answers each line of its own until it is told to end. */
const server =
  'trap "echo bye; exit 0" TERM; echo Ready to accept connections; while :; do sleep 0.1; done';

const images: readonly ImageOptions[] = [
  { name: standIn('hello-world'), config: { Cmd: ['echo', 'Hello from the engine!'] } },
  { name: standIn('ubuntu'), config: { Cmd: ['bash'] }, prepare: withBash },
  {
    name: standIn('httpd'),
    config: {
      Cmd: ['httpd', '-f', '-vv', '-p', '80', '-h', '/www'],
      ExposedPorts: { '80/tcp': {} },
    },
    prepare: withPage,
  },
  { name: standIn('redis'), config: { Cmd: ['sh', '-c', server] } },
  { name: standIn('mysql'), config: { Cmd: ['nc', '-ll', '-p', '3306', '-e', 'cat', '/etc/db'] } },
];

/** Serves them, and lets the engines of the machine believe the registry; returns what others need. */
export function serveStandIns(machine: Machine): Readonly<Record<string, string>> {
  const { env } = serveImages(machine, images);
  for (const folder of ['docker/certs.d', 'containers/certs.d']) {
    machine.shell(`mkdir -p /etc/${folder}/${host}
      cp ${env['SSL_CERT_FILE']} /etc/${folder}/${host}/ca.crt`);
  }
  return env;
}
