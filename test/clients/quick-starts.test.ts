/**
 * The quick starts that engines give to strangers, followed to the end with pelagos as the runtime:
 * each command as it stands there, but for the names of images, which come from a registry of ours.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { background } from '../support/background.ts';
import { runtimeUnderTest } from '../support/requires.ts';
import type { Outcome } from '../support/runtime.ts';
import { eventually } from '../support/wait.ts';
import { Docker } from './support/dockerd.ts';
import { type Machine, onMachine } from './support/isolate.ts';
import { Podman } from './support/podman.ts';
import { serveStandIns, standIn } from './support/stand-ins.ts';
import { newest } from './support/suite.ts';

/** What a person sees who opens a page of the machine. */
function browse(machine: Machine, address: string): string {
  const page = () => machine.run(['curl', '--silent', '--show-error', address]);
  eventually(() => page().code === 0);
  const { stdout, stderr } = page();
  return stdout + stderr;
}

onMachine(t, "podman's tutorial", (t, machine) => {
  serveStandIns(machine);
  const podman = new Podman(machine);
  podman.do('run', '--name', 'basic_httpd', '-dt', '-p', '8080:80/tcp', standIn('httpd'));
  t.match(podman.do('ps'), /basic_httpd/);
  const address = /"IPAddress": "(10\.88\.[.\d]+)"/.exec(podman.do('inspect', 'basic_httpd'))?.[1];
  t.type(address, 'string', 'the container has an address');
  t.match(browse(machine, 'http://localhost:8080'), /It works!/);
  t.match(browse(machine, `http://${address}`), /It works!/);
  t.match(podman.do('logs', '--latest'), /response:200/);
  t.match(podman.do('top', 'basic_httpd'), /httpd -f/);
  podman.do('stop', 'basic_httpd');
  t.notMatch(podman.do('ps'), /basic_httpd/);
  t.match(podman.do('ps', '-a'), /Exited .*basic_httpd/);
  podman.do('rm', 'basic_httpd');
  t.equal(podman.do('ps', '--all', '--quiet'), '');
});

onMachine(t, "Docker's workshop", async (t, machine) => {
  serveStandIns(machine);
  const docker = new Docker(machine);
  const parts: [string, (t: Test, docker: Docker) => void][] = [
    ['a first container', firstContainer],
    ['an application is built, run, changed and shared', application],
    ['what it writes is kept in volumes and folders', persistence],
    ['applications of several containers find each other by name', severalContainers],
    ['the same by Compose', compose],
  ];
  for (const [title, play] of parts) {
    await t.test(title, { timeout: 120_000 }, (t) => {
      play(t, docker);
      t.equal(docker.succeed(['ps', '--quiet', '--all']), '');
      t.end();
    });
  }
  docker.stop();
});

function firstContainer(t: Test, docker: Docker): void {
  t.match(docker.succeed(['run', '--rm', standIn('hello-world')]), /Hello from the engine!/);
  const shell = docker.typed(['run', '-it', '--rm', standIn('ubuntu'), 'bash'], 'tty; exit\n');
  t.match(shell, { code: 0, stdout: /\/dev\/pts\/\d/ });
  t.match(docker.succeed(['images']), /hello-world/);
}

function build(docker: Docker, page: string): void {
  const lines = [`FROM ${standIn('httpd')}`, 'WORKDIR /www', `RUN echo "${page}" >index.html`];
  docker.succeed(['build', '-t', 'getting-started', '-'], {
    input: [...lines, 'EXPOSE 3000', 'CMD ["httpd", "-f", "-p", "3000"]'].join('\n'),
  });
}

function application(t: Test, docker: Docker): void {
  const { machine } = docker;
  const run = (image: string) =>
    docker.succeed(['run', '-dp', '127.0.0.1:3000:3000', image]).trim();
  const page = () => browse(machine, 'http://localhost:3000');
  build(docker, 'No items yet');
  const first = run('getting-started');
  t.match(page(), /No items yet/);
  t.match(docker.succeed(['ps']), /127\.0\.0\.1:3000->3000\/tcp/);
  build(docker, 'You have no todo items yet');
  t.match(docker.call(['run', '-dp', '127.0.0.1:3000:3000', 'getting-started']), {
    code: 125,
    stderr: /port is already allocated/,
  });
  docker.succeed(['rm', '-f', first]);
  docker.removeAll();
  const second = run('getting-started');
  t.match(page(), /You have no todo items yet/);
  docker.succeed(['stop', '-t', '0', second]);
  docker.succeed(['rm', second]);
  const shared = standIn('getting-started');
  docker.succeed(['tag', 'getting-started', shared]);
  docker.succeed(['push', shared]);
  docker.succeed(['image', 'rm', shared, 'getting-started']);
  const third = run(shared);
  t.match(page(), /You have no todo items yet/);
  docker.succeed(['rm', '-f', third]);
}

function persistence(t: Test, docker: Docker): void {
  const random = 'shuf -i 1-10000 -n 1 -o /data.txt && tail -f /dev/null';
  const id = docker.succeed(['run', '-d', standIn('ubuntu'), 'bash', '-c', random]).trim();
  const data = () => docker.call(['exec', id, 'cat', '/data.txt']).stdout;
  t.ok(eventually(() => /^\d+\n$/.test(data())));
  t.notMatch(docker.succeed(['run', '--rm', standIn('ubuntu'), 'ls', '/']), /data\.txt/);
  docker.succeed(['rm', '-f', id]);
  docker.succeed(['volume', 'create', 'todo-db']);
  const withVolume = ['run', '--rm', '--mount', 'type=volume,src=todo-db,target=/etc/todos'];
  const inVolume = (script: string) =>
    docker.succeed([...withVolume, standIn('ubuntu'), 'bash', '-c', script]);
  inVolume('echo todo >/etc/todos/todo.db');
  t.equal(inVolume('cat /etc/todos/todo.db'), 'todo\n');
  t.match(docker.succeed(['volume', 'inspect', 'todo-db']), /"Mountpoint": "\/var\/lib\/docker/);
  docker.succeed(['volume', 'rm', 'todo-db']);
  const bind = `type=bind,src=${docker.machine.shared},target=/src`;
  const typed = ['run', '-it', '--rm', '--mount', bind, standIn('ubuntu'), 'bash'];
  t.equal(docker.typed(typed, 'cd src; echo mine >myfile.txt; exit\n').code, 0);
  t.equal(docker.machine.shell(`cat ${docker.machine.shared}/myfile.txt`).stdout, 'mine\n');
}

const database = 'echo todos >/etc/db; exec nc -ll -p 3306 -e cat /etc/db';
const ask = 'until nc mysql 3306; do sleep 0.1; done';

function severalContainers(t: Test, docker: Docker): void {
  docker.succeed(['network', 'create', 'todo-app']);
  const alias = ['--network', 'todo-app', '--network-alias', 'mysql'];
  docker.succeed(['run', '-d', '--name=db', ...alias, standIn('mysql'), 'sh', '-c', database]);
  const other = ['run', '--rm', '--network', 'todo-app', standIn('ubuntu'), 'bash', '-c'];
  t.match(docker.succeed([...other, 'nslookup mysql']), /Address(?: 1)?: +172\.\d+\.\d+\.\d+/);
  t.equal(docker.succeed([...other, ask]), 'todos\n');
  docker.succeed(['rm', '-f', 'db']);
  docker.succeed(['network', 'rm', 'todo-app']);
}

const composeFile = {
  version: '3.8',
  services: {
    app: {
      image: standIn('ubuntu'),
      command: ['bash', '-c', `${ask}; exec sleep 1000`],
      environment: { MYSQL_HOST: 'mysql' },
      volumes: ['./:/app'],
      depends_on: ['mysql'],
    },
    mysql: {
      image: standIn('mysql'),
      command: ['sh', '-c', database],
      volumes: ['todo-mysql-data:/var/lib/mysql'],
    },
  },
  volumes: { 'todo-mysql-data': {} },
};

function compose(t: Test, docker: Docker): void {
  const { machine } = docker;
  mkdirSync(join(machine.directory, 'root/app'));
  // YAML is a superset of JSON.
  const file = join(machine.directory, 'root/app/docker-compose.yml');
  writeFileSync(file, JSON.stringify(composeFile));
  const run = (...args: readonly string[]): Outcome =>
    machine.run(['docker-compose', '--no-ansi', ...args], { wrapper: ['env', '-C', '/root/app'] });
  const up = run('up', '-d');
  t.equal(up.code, 0, up.stderr);
  t.ok(
    eventually(() => /^app_1 +\| todos$/m.test(run('logs').stdout)),
    run('logs').stdout,
  );
  t.match(run('ps').stdout, /app_app_1 .* Up(?:.|\n)*app_mysql_1 .* Up/);
  t.equal(run('exec', '-T', 'app', 'sh', '-c', 'echo $MYSQL_HOST').stdout, 'mysql\n');
  const down = run('down', '--volumes', '--timeout=0');
  t.equal(down.code, 0, down.stderr);
}

onMachine(t, "containerd's guide for beginners", (t, machine) => {
  const trusted = serveStandIns(machine);
  const bin = join(machine.shared, 'bin');
  mkdirSync(bin);
  symlinkSync(runtimeUnderTest(), join(bin, 'runc'));
  machine.shell('mount --bind /bin/false /usr/sbin/runc');
  const assigned = Object.entries(trusted).map(([name, value]) => `${name}=${value}`);
  const env = ['env', ...assigned, `PATH=${bin}:${newest}:/usr/sbin:/usr/bin:/sbin:/bin`];
  const log = join(machine.directory, 'containerd.log');
  const daemon = background([...machine.entry, ...env, 'containerd'], log);
  const run = (...argv: readonly string[]): Outcome => machine.run([...env, ...argv]);
  if (!eventually(() => run('ctr', 'version').code === 0)) {
    throw new Error(`no containerd: ${daemon.output()}`);
  }
  const succeed = (...argv: readonly string[]): string => {
    const { code, stdout, stderr } = run(...argv);
    t.equal(code, 0, `${argv.join(' ')}: ${stderr}`);
    return stdout;
  };
  succeed('ctr', 'images', 'pull', standIn('redis'));
  succeed('ctr', 'run', '--detach', standIn('redis'), 'redis');
  t.match(succeed('ctr', 'containers', 'list'), /redis .*io\.containerd\.runc\.v2/);
  t.match(succeed('ctr', 'tasks', 'list'), /^redis +\d+ +RUNNING/m);
  t.match(succeed('ctr', 'tasks', 'exec', '--exec-id=1', 'redis', 'ps'), /sh -c trap/);
  succeed('ctr', 'tasks', 'kill', 'redis');
  t.ok(eventually(() => /redis .*STOPPED/.test(run('ctr', 'tasks', 'list').stdout)));
  succeed('ctr', 'tasks', 'delete', 'redis');
  succeed('ctr', 'containers', 'delete', 'redis');
  t.equal(
    succeed('getting-started', standIn('redis')),
    'Ready to accept connections\nbye\nserver exited with status: 0\n',
  );
});
