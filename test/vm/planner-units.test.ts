/** The units of the warm planner, as hack/install brings them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { CopiedInstall } from '../support/copied-install.ts';
import { namespaceOf } from '../support/processes.ts';
import { projectRoot } from '../support/project.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { shown, systemctl } from '../support/systemctl.ts';
import { eventually } from '../support/wait.ts';

const units = ['pelagos-planner.socket', 'pelagos-planner.service'];
const socket = '/run/pelagos-planner.sock';

/** Puts the units where they end with the machine, for the program below prefix. */
function place(prefix: string): void {
  for (const unit of units) {
    const text = readFileSync(join(projectRoot, 'hack/systemd', unit), 'utf8');
    writeFileSync(`/run/systemd/system/${unit}`, text.replaceAll('@PREFIX@', prefix));
  }
  systemctl('daemon-reload');
}

/** A test with the units in their place, which are gone before anybody looks for what is left. */
function onUnits(title: string, play: (t: Test, stage: Stage, copy: CopiedInstall) => void): void {
  onStage(t, title, (t, stage) => {
    const copy = new CopiedInstall(stage.path('copy'));
    try {
      place(stage.path('copy'));
      t.equal(systemctl('start', 'pelagos-planner.socket'), '');
      play(t, stage, copy);
    } finally {
      remove();
    }
  });
}

function remove(): void {
  systemctl('stop', ...units);
  for (const unit of units) rmSync(`/run/systemd/system/${unit}`, { force: true });
  systemctl('daemon-reload');
}

onUnits('the socket unit starts a planner that answers', (t, stage, copy) => {
  const asked = (): number => {
    const before = copy.asked;
    const { code, stderr } = call([copy.runtime, 'features']);
    t.match({ code, stderr }, { code: 0, stderr: '' });
    return copy.asked - before;
  };
  t.ok(asked() > 0, 'the first call need not wait for it');
  t.ok(
    eventually(() => asked() === 0, 30_000),
    systemctl('status', 'pelagos-planner.service'),
  );
  const { MainPID = '0' } = shown('pelagos-planner.service', 'MainPID');
  for (const kind of ['mnt', 'pid', 'user', 'cgroup']) {
    t.equal(namespaceOf(Number(MainPID), kind), namespaceOf('self', kind), kind);
  }
  const status = readFileSync(`/proc/${MainPID}/status`, 'utf8');
  t.match(status, /^CapBnd:\s+0+$/m, 'without a capability');
  stage.configure({ process: { args: ['true'] } });
  const words = ['--root', stage.root, 'run', '--bundle', stage.bundle, stage.id];
  t.match(call([copy.runtime, ...words]), { code: 0, stderr: '' });
  t.equal(shown('pelagos-planner.socket', 'ActiveState')['ActiveState'], 'active');
});

onUnits('an upgrade ends the planner, and the socket unit starts the new one', (t, _, copy) => {
  const pid = (): string => shown('pelagos-planner.service', 'MainPID')['MainPID'] ?? '0';
  const ask = () => call([copy.runtime, 'features']).code;
  t.ok(eventually(() => ask() === 0 && pid() !== '0', 30_000));
  const first = pid();
  copy.serveWith('');
  t.ok(
    eventually(() => ask() === 0 && pid() !== first && pid() !== '0', 30_000),
    systemctl('status', 'pelagos-planner.service'),
  );
  systemctl('stop', 'pelagos-planner.socket');
  t.equal(ask(), 0, `and without ${socket} it is as it was`);
});
