import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { executor, planBytes, words } from '../support/execute-plan.ts';
import { pelagosPath } from '../support/requires.ts';
import { call } from '../support/runtime.ts';

/** An installed program whose other planner is a script that answers with a plan and says so. */
class Installed {
  readonly directory: string;
  readonly quick: string;
  readonly image: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(join(directory, 'bin'));
    mkdirSync(join(directory, 'libexec/pelagos'), { recursive: true });
    copyFileSync(executor, join(directory, 'bin/pelagos'));
    this.quick = join(directory, 'libexec/pelagos/quick-planner');
    this.image = `${this.quick}.image`;
    copyFileSync(pelagosPath('libexec/pelagos/quick-planner'), this.quick);
    copyFileSync(`${pelagosPath('libexec/pelagos/quick-planner')}.image`, this.image);
    const planner = join(directory, 'libexec/pelagos/planner');
    const text = 'the other planner';
    writeFileSync(
      join(directory, 'plan'),
      planBytes([{ op: 'print', ...words('print'), fd: 1, text }]),
    );
    writeFileSync(planner, `#!/bin/sh\ncat ${directory}/plan >&3\n`);
    chmodSync(planner, 0o755);
  }

  /** Puts a script in the place of the quick planner. */
  replace(script: string): void {
    rmSync(this.quick);
    writeFileSync(this.quick, `#!/bin/sh\n${script}\n`);
    chmodSync(this.quick, 0o755);
  }

  /** What answers: the version is in the words of the one, the other has its own. */
  answer(): string {
    const { code, stdout, stderr } = call([join(this.directory, 'bin/pelagos'), '--version']);
    return `${code} ${stdout.split(/ version|\n/)[0]}${stderr}`;
  }
}

t.test('The quick planner', (t) => {
  t.test('answers, and the other planner is not asked', (t) => {
    const installed = new Installed(t.testdir());
    rmSync(join(installed.directory, 'libexec/pelagos/planner'));
    t.equal(installed.answer(), '0 pelagos');
    t.end();
  });

  t.test('tells what took how long', (t) => {
    const installed = new Installed(t.testdir());
    rmSync(join(installed.directory, 'libexec/pelagos/planner'));
    const argv = ['--timing', 'features'];
    const { code, stderr } = call([join(installed.directory, 'bin/pelagos'), ...argv]);
    t.equal(code, 0);
    t.match(stderr, /^timing: quick planner: start +\d+\.\d{3} ms$/m);
    t.end();
  });

  t.test('finds its image beside itself, wherever it was put', (t) => {
    const installed = new Installed(t.testdir());
    const moved = `${installed.directory}-moved`;
    renameSync(installed.directory, moved);
    t.teardown(() => rmSync(moved, { recursive: true }));
    const { stdout } = call([join(moved, 'bin/pelagos'), '--version']);
    t.match(stdout, /^pelagos version/);
    t.end();
  });

  t.end();
});

t.test('The other planner answers where the quick one', (t) => {
  const other = '0 the other planner';

  t.test('is not there', (t) => {
    const installed = new Installed(t.testdir());
    rmSync(installed.quick);
    t.equal(installed.answer(), other);
    t.end();
  });

  t.test('cannot be executed', (t) => {
    const installed = new Installed(t.testdir());
    chmodSync(installed.quick, 0o644);
    t.equal(installed.answer(), other);
    t.end();
  });

  t.test('has no image', (t) => {
    const installed = new Installed(t.testdir());
    rmSync(installed.image);
    t.equal(installed.answer(), other);
    t.end();
  });

  t.test('has an image that another build made', (t) => {
    const installed = new Installed(t.testdir());
    const image = readFileSync(installed.image);
    image.writeUInt8(image.readUInt8(0) ^ 1, 0);
    writeFileSync(installed.image, image);
    t.equal(installed.answer(), other);
    t.end();
  });

  t.test('has an image that was cut off', (t) => {
    const installed = new Installed(t.testdir());
    for (const size of [4096, 4000, 16, 0]) {
      truncateSync(installed.image, size);
      t.equal(installed.answer(), other, `${size} bytes`);
    }
    t.end();
  });

  for (const [title, script] of [
    ['ends without an answer', 'exit 75'],
    ['ends well, and says nothing', 'exit 0'],
    ['is killed', 'kill -9 $$'],
    ['says only the beginning of a plan', 'd=$(dirname $0)/../..; head -c 30 $d/plan >&3'],
    ['says something else', 'echo "no plan, but bytes enough for a header" >&3'],
  ] as const) {
    t.test(title, (t) => {
      const installed = new Installed(t.testdir());
      installed.replace(script);
      t.equal(installed.answer(), other);
      t.end();
    });
  }

  t.test('has no room for a document, and no word of it is seen', (t) => {
    const installed = new Installed(t.testdir());
    const bundle = join(installed.directory, 'bundle');
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'config.json'), `{"annotations":{"a":"${'x'.repeat(60 << 20)}"}}`);
    const argv = [join(installed.directory, 'bin/pelagos'), 'plan', '--bundle', bundle];
    const limited = ['/bin/sh', '-c', 'ulimit -v 200000; exec "$@"', 'sh'];
    const { stdout, stderr } = call(argv, { wrapper: limited });
    t.same({ stdout, stderr }, { stdout: 'the other planner', stderr: '' });
    t.end();
  });

  t.end();
});

t.test('An image is made anew with every build, and refused by every other', (t) => {
  const quick = pelagosPath('libexec/pelagos/quick-planner');
  t.ok(existsSync(`${quick}.image`));
  const directory = t.testdir({ 'asks.js': 'host.readlink("/proc/self/exe")' });
  const made = call([quick, 'asks.js'], {
    cwd: directory,
    env: { QUICK_PLANNER_IMAGE: 'image' },
  });
  t.match(made, { code: 1, stderr: /the machine was asked before the planner ran/ });
  t.notOk(existsSync(join(directory, 'image')), 'what asks the machine at build time is no image');
  t.end();
});
