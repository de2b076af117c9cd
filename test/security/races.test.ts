/** CVE-2021-30465, CVE-2024-45310: a container exchanges a directory for a link while another starts. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { makeCanary } from '../support/canary.ts';
import { nativeProgram } from '../support/native-program.ts';
import { onStage } from '../support/stage.ts';

const rounds = Number(process.env['PELAGOS_TEST_ROUNDS'] ?? 150);

onStage(
  t,
  `no mount, file or directory lands outside the root in ${rounds} starts against a racer`,
  (t, stage) => {
    const canary = makeCanary(stage.directory);
    const volume = stage.path('volume');
    mkdirSync(join(volume, 'a'), { recursive: true });
    const up = '../'.repeat(12);
    symlinkSync(`${up}${canary.directory.slice(1)}`, join(volume, 'b'));
    writeFileSync(stage.path('bound'), 'bound');
    const tmpfs = (destination: string) => ({ destination, type: 'tmpfs', source: 'tmpfs' });
    const bind = (destination: string, source: string) => ({
      destination,
      type: 'bind',
      source,
      options: ['rbind'],
    });
    stage.configure({
      process: { args: ['true'], cwd: '/vol/a/cwd' },
      mounts: [
        { destination: '/proc', type: 'proc', source: 'proc' },
        bind('/vol', volume),
        tmpfs('/vol/a/tmpfs'),
        bind('/vol/a/directory', volume),
        bind('/vol/a/file', stage.path('bound')),
        bind('/vol/a/secret', stage.path('bound')),
      ],
      linux: {
        devices: [{ path: '/vol/a/null', type: 'c', major: 1, minor: 3 }],
        maskedPaths: ['/vol/a/secret'],
        readonlyPaths: ['/vol/a'],
      },
    });
    const before = canary.look();
    const racer = background(
      [nativeProgram('probe'), 'race', join(volume, 'a'), join(volume, 'b')],
      stage.path('racer'),
    );
    let created = 0;
    let harmed = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        const { code, stderr } = stage.create();
        if (code === 0) created += 1;
        else if (
          !/again|loop|symbolic|no such|exist|not a directory|cross-device|outside|escape|invalid/i.test(
            stderr,
          )
        )
          t.fail(stderr);
        stage.delete('--force');
        if (canary.look().join() !== before.join()) harmed += 1;
      }
    } finally {
      racer.stop();
      racer.ended();
    }
    t.equal(harmed, 0, 'the canary is as it was');
    t.comment(`${created} of ${rounds} creates succeeded`);
  },
  { timeout: 300_000 },
);
