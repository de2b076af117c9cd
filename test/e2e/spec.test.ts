import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { JsonObject } from '../support/json.ts';
import { onStage, succeed } from '../support/stage.ts';

onStage(t, 'spec writes a config.json that runs', (t, stage) => {
  const path = join(stage.bundle, 'config.json');
  const { bundle } = stage;
  stage.run(['delete', '--force', stage.id]);
  const elsewhere = stage.path('new');
  succeed('mkdir', stage.run(['spec', '--help']));
  writeFileSync(path, '');
  t.not(stage.run(['spec', '--bundle', bundle]).code, 0, 'it overwrites nothing');
  t.equal(readFileSync(path, 'utf8'), '');
  t.notOk(existsSync(elsewhere));
  t.not(stage.run(['spec', '--bundle', elsewhere]).code, 0, 'the directory must be there');
});

onStage(t, 'what spec writes can be created and started', (t, stage) => {
  const path = join(stage.rootfs, '../config.json');
  succeed('spec', stage.run(['spec'], { cwd: stage.rootfs }));
  const config = JSON.parse(readFileSync(join(stage.rootfs, 'config.json'), 'utf8')) as JsonObject;
  const process = {
    ...(config['process'] as JsonObject),
    terminal: false,
    args: ['sh', '-c', 'echo ran'],
  };
  const linux = { ...(config['linux'] as JsonObject), cgroupsPath: `/${stage.id}` };
  writeFileSync(path, JSON.stringify({ ...config, process, linux }));
  t.equal(stage.captureConfigured(), 'ran\n');
});

onStage(t, 'spec --rootless maps the user who calls it', (t, stage) => {
  succeed('spec', stage.run(['spec', '--rootless'], { cwd: stage.rootfs }));
  const config = JSON.parse(readFileSync(join(stage.rootfs, 'config.json'), 'utf8')) as JsonObject;
  const linux = config['linux'] as JsonObject;
  t.same(linux['uidMappings'], [{ containerID: 0, hostID: 0, size: 1 }]);
  t.ok((linux['namespaces'] as readonly JsonObject[]).some(({ type }) => type === 'user'));
});
