import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { inChild, slots, withFolder } from '../support/in-child.ts';

const mount = slots.first;
const other = slots.first + 1;

const tmpfs = (options: readonly string[] = [], out = mount, covered = ''): Op => ({
  op: 'newMount',
  ...words('mount it'),
  type: 'tmpfs',
  source: 'tmpfs',
  options,
  attributes: 0,
  root: covered === '' ? NONE : slots.root,
  path: covered,
  out,
});

const attach = (path: string, more: Partial<Extract<Op, { op: 'attach' }>> = {}): Op => ({
  op: 'attach',
  ...words('attach it'),
  mount,
  keep: true,
  root: slots.root,
  path,
  create: true,
  noSymlinks: false,
  onProc: false,
  ...more,
});

const bindOf = (path: string, more: Partial<Extract<Op, { op: 'openTree' }>> = {}): Op => ({
  op: 'openTree',
  ...words('open the source'),
  root: NONE,
  path,
  recursive: true,
  noFollow: false,
  out: mount,
  ...more,
});

t.test('newMount', async (t) => {
  await withFolder(t, 'makes a file system with its options', (t, _folder, root) => {
    const script = 'grep " $ROOT/data " /proc/self/mountinfo';
    const outcome = inChild([tmpfs(['size=64k', 'mode=0700']), attach('/data')], { root, script });
    t.equal(outcome.stderr, '');
    t.match(outcome.stdout, /- tmpfs tmpfs rw,size=64k,mode=700/);
  });

  await withFolder(t, 'takes the mode of what it will cover', (t, _folder, root) => {
    const before = 'mkdir $ROOT/data; chmod 1751 $ROOT/data';
    t.equal(inChild([], { root, script: before }).stderr, '');
    const modeOn = (path: string): string =>
      inChild([tmpfs([], mount, path), attach(path)], {
        root,
        script: `stat -c %a $ROOT${path}; grep -o "mode=.*" /proc/self/mountinfo | tail -n1`,
      }).stdout;
    t.match(modeOn('/data'), /^1751\nmode=1751/);
    t.match(modeOn('/missing'), /^1777\n/);
  });

  await withFolder(t, "gives the file system's own words for an option", (t, _folder, root) => {
    const { code, stderr } = inChild([tmpfs(['size=nonsense'])], { root });
    t.equal(code, 1);
    t.match(stderr, /tmpfs: Bad value for 'size'/);
  });

  await withFolder(t, 'names a file system that the kernel has not', (t, _folder, root) => {
    const step: Op = { ...tmpfs(), type: 'nosuchfs' } as Op;
    t.match(inChild([step], { root }).stderr, /the kernel has no file system "nosuchfs"/);
  });

  await withFolder(t, 'takes more overlay layers than one value holds', (t, folder, root) => {
    const layers = Array.from({ length: 12 }, (_, index) => join(folder, `layer:${index}`));
    for (const [index, layer] of layers.entries()) {
      mkdirSync(layer);
      writeFileSync(join(layer, `file${index}`), '');
    }
    const lowerdir = layers.map((layer) => layer.replaceAll(':', '\\:')).join(':');
    t.ok(lowerdir.length > 255);
    const overlay: Op = {
      op: 'newMount',
      ...words(),
      type: 'overlay',
      source: 'overlay',
      options: [`lowerdir=${lowerdir}`],
      attributes: 1,
      root: NONE,
      path: '',
      out: mount,
    };
    const outcome = inChild([overlay, attach('/merged')], {
      root,
      script: 'ls $ROOT/merged | wc -l',
    });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout.trim(), '12');
  });
});

t.test('openTree and mountAttributes', async (t) => {
  await withFolder(t, 'bind a host directory, read-only below it too', (t, folder, root) => {
    const source = join(folder, 'source');
    mkdirSync(source);
    const attributes: Op = {
      op: 'mountAttributes',
      ...words(),
      mount,
      set: 1,
      clear: 0,
      propagation: 0,
      recursive: true,
      userNamespace: NONE,
    };
    const script = 'touch $ROOT/data/x; echo $?';
    const outcome = inChild([bindOf(source), attributes, attach('/data')], { root, script });
    t.match(outcome.stderr, /Read-only file system/);
    t.equal(outcome.stdout, '1\n');
  });

  await withFolder(t, 'map the owners of files by a user namespace', (t, folder, root) => {
    const source = join(folder, 'source');
    mkdirSync(source);
    const namespace: Op = {
      op: 'userNamespace',
      ...words(),
      uidMap: '0 5000 10',
      gidMap: '0 6000 10',
      out: other,
    };
    const mapped: Op = {
      op: 'mountAttributes',
      ...words(),
      mount,
      set: 0,
      clear: 0,
      propagation: 0,
      recursive: false,
      userNamespace: other,
    };
    const steps = [namespace, bindOf(source, { recursive: false }), mapped, attach('/data')];
    const outcome = inChild(steps, { root, script: 'stat -c %u:%g $ROOT/data' });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, '5000:6000\n');
  });

  await withFolder(t, 'open a source below the root only within it', (t, _folder, root) => {
    symlinkSync('/../../../../etc/passwd', join(root, 'link'));
    const inside = bindOf('/link', { root: slots.root });
    t.match(inChild([inside], { root }).stderr, /No such file or directory/);
  });

  await withFolder(t, 'take a link itself with noFollow', (t, folder, root) => {
    symlinkSync('nowhere', join(folder, 'link'));
    writeFileSync(join(root, 'target'), '');
    const steps = [bindOf(join(folder, 'link'), { noFollow: true }), attach('/target')];
    const outcome = inChild(steps, { root, script: 'readlink $ROOT/target' });
    t.equal(outcome.stdout, 'nowhere\n');
  });
});

t.test('attach', async (t) => {
  await withFolder(t, 'makes a missing directory in the root', (t, _folder, root) => {
    const outcome = inChild([tmpfs(), attach('/a/b/c')], { root });
    t.equal(outcome.stderr, '');
    t.equal(lstatSync(join(root, 'a/b/c')).mode & 0o7777, 0o755);
  });

  await withFolder(t, 'makes a missing file for a mount that is a file', (t, folder, root) => {
    writeFileSync(join(folder, 'hosts'), 'content\n');
    const steps = [bindOf(join(folder, 'hosts')), attach('/etc/hosts')];
    const outcome = inChild(steps, { root, script: 'cat $ROOT/etc/hosts' });
    t.equal(outcome.stderr, '');
    t.equal(outcome.stdout, 'content\n');
    t.ok(lstatSync(join(root, 'etc/hosts')).isFile());
  });

  await withFolder(
    t,
    'closes the descriptor of the mount unless it is kept',
    (t, _folder, root) => {
      const again = { ...attach('/b'), what: 'attach it again' };
      const closed = inChild([tmpfs(), attach('/a', { keep: false }), again], { root });
      t.match(closed.stderr, /cannot attach it again: Bad file descriptor/);
      t.equal(inChild([tmpfs(), attach('/a'), again], { root }).stderr, '');
    },
  );

  await withFolder(t, 'makes what others can reach, whatever the umask', (t, folder, root) => {
    writeFileSync(join(folder, 'hosts'), '');
    const umask: Op = { op: 'umask', ...words(), mask: 0o077 };
    const steps = [umask, bindOf(join(folder, 'hosts')), attach('/a/b/hosts')];
    t.equal(inChild(steps, { root }).stderr, '');
    t.equal(lstatSync(join(root, 'a')).mode & 0o7777, 0o755);
    t.equal(lstatSync(join(root, 'a/b')).mode & 0o7777, 0o755);
    t.equal(lstatSync(join(root, 'a/b/hosts')).mode & 0o7777, 0o644);
  });

  await withFolder(t, 'does not make anything unless told to', (t, _folder, root) => {
    const { stderr } = inChild([tmpfs(), attach('/missing', { create: false })], { root });
    t.match(stderr, /No such file or directory/);
    t.notOk(existsSync(join(root, 'missing')));
  });

  await withFolder(t, 'follows links within the root, dangling ones too', (t, folder, root) => {
    mkdirSync(join(folder, 'canary'));
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(folder, 'source'), 'x');
    symlinkSync('../../../../../../run/resolv.conf', join(root, 'etc/resolv.conf'));
    symlinkSync('/run/deep', join(root, 'var'));
    const steps = [
      bindOf(join(folder, 'source')),
      attach('/etc/resolv.conf'),
      tmpfs([], other),
      attach('/var/data', { mount: other }),
    ];
    const outcome = inChild(steps, { root });
    t.equal(outcome.stderr, '');
    t.ok(lstatSync(join(root, 'run/resolv.conf')).isFile());
    t.ok(lstatSync(join(root, 'run/deep/data')).isDirectory());
    t.notOk(existsSync('/run/deep'));
  });

  await withFolder(t, 'gives up on a loop of links', (t, _folder, root) => {
    symlinkSync('b', join(root, 'a'));
    symlinkSync('a', join(root, 'b'));
    t.match(inChild([tmpfs(), attach('/a/x')], { root }).stderr, /symbolic link/i);
  });

  await withFolder(t, 'refuses a link on the way with noSymlinks', (t, folder, root) => {
    mkdirSync(join(folder, 'canary'));
    symlinkSync(join(folder, 'canary'), join(root, 'proc'));
    const { stderr } = inChild([tmpfs(), attach('/proc', { noSymlinks: true })], { root });
    t.match(
      stderr,
      /must be mounted on ordinary directory, and no symbolic link may lead to "\/proc"/,
    );
  });

  await withFolder(t, 'refuses the root itself', (t, _folder, root) => {
    symlinkSync('/', join(root, 'me'));
    for (const path of ['/', '/me', '/me/.']) {
      t.match(
        inChild([tmpfs(), attach(path)], { root }).stderr,
        /is the root of the container itself/,
      );
    }
  });

  await withFolder(t, 'says what is a file and what a directory', (t, folder, root) => {
    writeFileSync(join(root, 'file'), '');
    mkdirSync(join(root, 'directory'));
    writeFileSync(join(folder, 'source'), '');
    const overFile = inChild([tmpfs(), attach('/file')], { root });
    t.match(overFile.stderr, /"\/file" is a file in the container, and what is mounted is none/);
    const overDirectory = inChild([bindOf(join(folder, 'source')), attach('/directory')], { root });
    t.match(overDirectory.stderr, /Not a directory: "\/directory" in the container is no file/);
    const below = inChild([tmpfs(), attach('/file/below/it')], { root });
    t.match(
      below.stderr,
      /"\/file" is a file in the container, where the target "\/file\/below\/it"/,
    );
  });

  await withFolder(t, 'does not cover a file of procfs unless told to', (t, _folder, root) => {
    const proc: Op = { ...tmpfs(), type: 'proc', source: 'proc', out: other } as Op;
    const before = [proc, attach('/proc', { mount: other, noSymlinks: true }), tmpfs()];
    const refused = inChild([...before, attach('/proc/sys')], { root });
    t.match(refused.stderr, /"\/proc\/sys" is on the proc file system/);
    const allowed = inChild([...before, attach('/proc/sys', { onProc: true })], { root });
    t.equal(allowed.stderr, '');
  });
});

t.test('readonlyPath', async (t) => {
  const step = (path: string): Op => ({ op: 'readonlyPath', ...words(), root: slots.root, path });
  await withFolder(t, 'makes what is below read-only, mounts too', (t, _folder, root) => {
    const steps = [tmpfs(), attach('/a/b'), step('/a')];
    const script = 'touch $ROOT/a/x $ROOT/a/b/x $ROOT/free; ls $ROOT';
    const outcome = inChild(steps, { root, script });
    t.match(outcome.stderr, /a\/x.*Read-only file system\n.*a\/b\/x.*Read-only file system/);
    t.match(outcome.stdout, /free/);
  });
  await withFolder(t, 'fails with ENOENT where the path is absent', (t, _folder, root) => {
    t.match(inChild([step('/missing')], { root }).stderr, /No such file or directory/);
  });
});

t.test('maskPath', async (t) => {
  const device: Op = {
    op: 'openDevice',
    ...words(),
    path: '/dev/null',
    major: 1,
    minor: 3,
    out: other,
  };
  const empty = { ...tmpfs(['nr_inodes=1', 'size=0']), attributes: 1 } as Op;
  const step = (path: string): Op => ({
    op: 'maskPath',
    ...words(),
    root: slots.root,
    path,
    empty: mount,
    null: other,
  });
  await withFolder(t, 'hides directories and files', (t, _folder, root) => {
    for (const name of ['one', 'two']) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'secret'), '');
    }
    writeFileSync(join(root, 'file'), 'secret');
    const steps = [device, empty, step('/one'), step('/two'), step('/file')];
    const script = 'ls -A $ROOT/one $ROOT/two; cat $ROOT/file; touch $ROOT/one/x';
    const outcome = inChild(steps, { root, script });
    t.match(outcome.stderr, /one\/x.*Read-only file system/);
    t.notMatch(outcome.stdout, 'secret');
    t.equal(readFileSync(join(root, 'file'), 'utf8'), 'secret');
  });
  await withFolder(t, 'takes nothing but the null device over a file', (t, _folder, root) => {
    writeFileSync(join(root, 'file'), '');
    const zero: Op = {
      op: 'openFile',
      ...words(),
      path: '/dev/zero',
      flags: 0o10000000,
      out: other,
    };
    t.match(inChild([zero, empty, step('/file')], { root }).stderr, /not the character device 1:3/);
  });
});

t.test('propagation', async (t) => {
  await withFolder(t, 'is changed for the whole tree', (t, _folder, root) => {
    const shared: Op = { op: 'propagation', ...words(), path: '/', flags: 0x10_4000 };
    const script = 'grep -c shared: /proc/self/mountinfo';
    t.not(inChild([shared], { root, script }).stdout, '0\n');
  });
  await withFolder(t, 'fails on what is no mount', (t, folder) => {
    const step: Op = { op: 'propagation', ...words(), path: folder, flags: 0x4_0000 };
    t.match(inChild([step]).stderr, /Invalid argument/);
  });
});

t.test('copyUp', async (t) => {
  const own = { keepMode: false, keepUid: false, keepGid: false };
  const step = (path: string, kept: Partial<typeof own> = {}): Op => {
    return { op: 'copyUp', ...words(), mount, root: slots.root, path, ...own, ...kept };
  };
  await withFolder(t, 'copies a tree with owners, modes and links', (t, _folder, root) => {
    const script = `
      cd $ROOT; rm -rf data; mkdir -p data/sub; echo text > data/sub/file; ln -s /etc/passwd data/link
      mkfifo data/fifo; mknod data/null c 1 3; chown 12:34 data/sub/file; chmod 4750 data/sub/file
      chmod 1777 data; touch -d @1000000000 data/sub`;
    t.equal(inChild([], { root, script }).stderr, '');
    const look =
      'cd $ROOT/data && stat -c "%n %a %u:%g %F %t:%T" . * sub/file && stat -c %Y sub && cat sub/file && readlink link';
    const before = inChild([], { root, script: look });
    const after = inChild([tmpfs(), step('/data'), attach('/data')], { root, script: look });
    t.equal(after.stderr, '');
    t.match(before.stdout, 'sub/file 4750 12:34 regular file');
    t.equal(after.stdout, before.stdout);
  });
  await withFolder(t, 'keeps the mode and the owner of the root where told', (t, _folder, root) => {
    const before = 'mkdir $ROOT/data; chown 12:34 $ROOT/data; chmod 1751 $ROOT/data';
    t.equal(inChild([], { root, script: before }).stderr, '');
    const mounted = tmpfs(['mode=700', 'uid=56', 'gid=78']);
    const after = (kept: Partial<typeof own>) =>
      inChild([mounted, step('/data', kept), attach('/data')], {
        root,
        script: 'stat -c "%a %u:%g" $ROOT/data',
      }).stdout;
    t.equal(after({}), '1751 12:34\n');
    t.equal(after({ keepMode: true }), '700 12:34\n');
    t.equal(after({ keepUid: true }), '1751 56:34\n');
    t.equal(after({ keepGid: true }), '1751 12:78\n');
  });
  await withFolder(t, 'takes an absent directory for an empty one', (t, _folder, root) => {
    t.equal(inChild([tmpfs(), step('/missing')], { root }).stderr, '');
  });
  await withFolder(t, 'does not leave the root', (t, _folder, root) => {
    symlinkSync('../../../../../../etc', join(root, 'data'));
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc/inner'), '');
    const outcome = inChild([tmpfs(), step('/data'), attach('/out')], {
      root,
      script: 'ls $ROOT/out',
    });
    t.equal(outcome.stdout, 'inner\n');
  });
  await withFolder(t, 'fails where the space does not suffice', (t, _folder, root) => {
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/big'), Buffer.alloc(300_000));
    t.match(
      inChild([tmpfs(['size=64k']), step('/data')], { root }).stderr,
      /No space left on device/,
    );
  });
});
