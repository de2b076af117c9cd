import t from 'tap';
import { readOr } from '../support/processes.ts';
import { onStage, succeed } from '../support/stage.ts';

const shellHook = (script: string) => ({ path: '/bin/sh', args: ['sh', '-c', script] });

onStage(t, 'up to 1.2 a poststart hook that fails is a warning in the log', (t, stage) => {
  const journal = stage.path('journal');
  const log = stage.path('log');
  const poststart = [shellHook('echo reason >&2; exit 6'), shellHook(`echo next > ${journal}`)];
  stage.configure({
    ociVersion: '1.2.1',
    hooks: { poststart },
    process: { args: ['sleep', '100'] },
  });
  succeed('create', stage.create());
  const started = stage.run(['start', stage.id], { globals: ['--log', log] });
  succeed('start', started);
  t.equal(started.stderr, '');
  t.match(readOr(log), /level=warning.*poststart hook.*reason/s);
  t.equal(readOr(journal), 'next\n', 'the next hook runs');
  t.equal(stage.status(), 'running');
});

onStage(t, 'a poststop hook that fails is a warning in the log', (t, stage) => {
  const log = stage.path('log');
  stage.configure({ hooks: { poststop: [shellHook('echo reason >&2; exit 5')] } });
  succeed('create', stage.create());
  succeed('delete', stage.run(['delete', '--force', stage.id], { globals: ['--log', log] }));
  t.match(readOr(log), /level=warning.*poststop hook.*reason/s);
});

onStage(t, 'an unknown capability is an error up to 1.0, and none since', (t, stage) => {
  const process = { capabilities: { bounding: ['CAP_TEST'] } };
  stage.configure({ ociVersion: '1.0.2', process });
  const { code, stderr } = stage.create();
  t.equal(code, 1);
  t.match(stderr, /CAP_TEST/);
  stage.configure({ ociVersion: '1.1.0', process });
  succeed('create', stage.create());
});

onStage(t, 'a prestart hook is told created up to 1.0, and creating since', (t, stage) => {
  for (const [ociVersion, status] of [
    ['1.0.2', 'created'],
    ['1.1.0', 'creating'],
  ]) {
    const file = stage.path('state');
    stage.configure({
      ociVersion: ociVersion ?? '',
      hooks: { prestart: [shellHook(`cat > ${file}`)] },
    });
    succeed('create', stage.create());
    t.equal(JSON.parse(readOr(file)).status, status);
    succeed('delete', stage.delete('--force'));
  }
});
