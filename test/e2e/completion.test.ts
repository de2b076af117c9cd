/** Completions and manual pages, by the shells and by mandoc(1). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { manualPages } from '../../hack/man-pages.ts';
import { commands } from '../../src/cli/command-table.ts';
import { plainRecord } from '../../src/runtime/testing.ts';
import { commandPath, pelagosPath } from '../support/requires.ts';

const pelagos = pelagosPath();
const PATH = `${dirname(pelagos)}:${process.env['PATH']}`;

function run(program: string, args: readonly string[], input = ''): string {
  const path = commandPath(program, `install ${program}: hack/prerequisites test`);
  const options = {
    input,
    encoding: 'utf8',
    env: { ...process.env, PATH },
    timeout: 60_000,
  } as const;
  const { status, stdout, stderr } = spawnSync(path, args, options);
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Adds the containers web-1 and web-2. */
function addTwo(root: string): void {
  for (const id of ['web-1', 'web-2']) {
    mkdirSync(join(root, id), { mode: 0o700 });
    writeFileSync(join(root, id, 'state.json'), JSON.stringify({ ...plainRecord, id }));
  }
}

function rootWithTwo(t: Test): string {
  const root = t.testdir({});
  addTwo(root);
  return root;
}

const names = commands.map(({ name }) => name);
const beginning = (text: string) => names.filter((name) => name.startsWith(text)).sort();

/** What is on the line, and what may follow. */
const places = (root: string): readonly (readonly [readonly string[], readonly string[]])[] => [
  [[''], [...names].sort()],
  [['st'], beginning('st')],
  [
    ['--log-format', ''],
    ['json', 'text'],
  ],
  [
    ['kill', '--'],
    ['--all', '--help', '--regex'],
  ],
  [['kill', 'web-1', 'KI'], ['KILL']],
  [['list', '--format', 't'], ['table']],
  [['--root', '/none', 'list', '--qui'], ['--quiet']],
  [
    ['completion', ''],
    ['bash', 'fish', 'zsh'],
  ],
  [
    ['--root', root, 'state', ''],
    ['web-1', 'web-2'],
  ],
  [
    ['--root', root, 'delete', '--force', 'web-'],
    ['web-1', 'web-2'],
  ],
  [['create', 'web'], []],
  [['create', '--bundle', '/us'], ['/usr']],
];

t.test('Bash completes commands, options, values and ids', (t) => {
  for (const [words, expected] of places(rootWithTwo(t))) {
    const line = ['pelagos', ...words].map((word) => `'${word}'`).join(' ');
    const script = `eval "$(pelagos completion bash)"
      COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _pelagos; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const found = run('bash', ['-c', script]).split('\n').filter(Boolean).sort();
    t.same(found, expected, words.join(' '));
  }
  const joined = `eval "$(pelagos completion bash)"; COMP_CWORD=3
    COMP_WORDS=(pelagos --log-format = js); _pelagos; echo "\${COMPREPLY[@]}"`;
  t.equal(run('bash', ['-c', joined]), 'json\n', '= is a word of its own to Bash');
  t.end();
});

t.test('fish completes commands, options, values and ids', (t) => {
  for (const [words, expected] of places(rootWithTwo(t))) {
    const line = ['pelagos', ...words].join(' ');
    const script = `pelagos completion fish | source; complete -C '${line}'`;
    const found = run('fish', ['--no-config', '-c', script])
      .split('\n')
      .map((text) => text.split('\t')[0]?.replace(/\/$/, '') ?? '')
      .filter((text) => text !== '' && !/^-[a-zA-Z]$/.test(text))
      .sort();
    t.same(found, expected, line);
  }
  t.end();
});

t.test('Zsh completes commands, options, values and ids', (t) => {
  // A long line would be wrapped, and drawn again in parts.
  const root = mkdtempSync(join(tmpdir(), 'z'));
  t.teardown(() => rmSync(root, { recursive: true }));
  addTwo(root);
  const lines: readonly (readonly [string, string])[] = [
    ['pelagos com', 'pelagos completion '],
    ['pelagos --log-format j', 'pelagos --log-format json '],
    ['pelagos kill x KI', 'pelagos kill x KILL '],
    ['pelagos list --format ta', 'pelagos list --format table '],
    ['pelagos create --cons', 'pelagos create --console-socket='],
    [`pelagos --root ${root} state w`, `pelagos --root ${root} state web-`],
  ];
  for (const [line, expected] of lines) {
    // In a terminal of its own: what it would show is what is on the line after a tab.
    const script = `zmodload zsh/zpty
      zpty z zsh -f -i
      zpty -w z 'autoload -U compinit; compinit -u -D; eval "$(pelagos completion zsh)"'
      zpty -w z 'bindkey "^I" complete-word; bindkey "^X" show; zle -N show'
      zpty -w z 'show() { print -r -- "<<$BUFFER>>" }; print rea""dy'
      zpty -r -m z seen '*ready*'
      zpty -w -n z ${`'${line}'`}$'\\t\\030'
      zpty -r -m z seen '*<<*>>*'
      print -r -- "$seen"; zpty -d z`;
    const seen = run('zsh', ['-f', '-c', script]);
    t.equal(/<<(.*)>>/s.exec(seen)?.[1]?.replaceAll(/\r?\n/g, ''), expected, line);
  }
  t.end();
});

t.test('there is a manual page for each command, in which mandoc finds no fault', (t) => {
  const directory = t.testdir({});
  const pages = manualPages();
  t.same(
    [...pages.keys()].sort(),
    ['pelagos.8', ...names.map((name) => `pelagos-${name}.8`)].sort(),
  );
  for (const [name, text] of pages) writeFileSync(join(directory, name), text);
  for (const name of readdirSync(directory)) {
    t.equal(run('mandoc', ['-T', 'lint', '-W', 'error', join(directory, name)]), '', name);
    const shown = run('mandoc', ['-T', 'ascii', join(directory, name)]);
    // Bold letters are struck twice.
    t.match(shown.replaceAll(/.[\b]/g, ''), 'SYNOPSIS', name);
  }
  t.end();
});
