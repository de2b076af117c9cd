import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { root } from './source-files.ts';
import { runTestFile } from './test-process.ts';

/** The names of the failures of a test file with this text. */
async function failuresOf(folder: string, text: string, timeoutSeconds = 30): Promise<string[]> {
  const file = join(folder, 'planted.mjs');
  writeFileSync(file, text);
  const report = await runTestFile(file, { root, timeoutSeconds, scratch: folder });
  return report.failed.map(({ name }) => name);
}

const plain = (line: string): string => `console.log(\`TAP version 14\n${line}\`);\n`;

t.test('a file whose assertions pass has no failures', async (t) => {
  t.same(await failuresOf(t.testdir(), plain('ok 1 - one\n1..1')), []);
});

t.test('a failing assertion is a failure', async (t) => {
  t.same(await failuresOf(t.testdir(), plain('not ok 1 - one\n1..1')), ['one']);
});

t.test('a file that asserts nothing fails', async (t) => {
  t.match(await failuresOf(t.testdir(), 'export {};\n'), [/^the file/]);
});

t.test('a file that exits early fails, though all it said was ok', async (t) => {
  t.match(await failuresOf(t.testdir(), plain('ok 1 - one')), [/before all its tests/]);
});

t.test('a file that passes but exits with an error fails', async (t) => {
  const text = `${plain('ok 1 - one\n1..1')}process.exitCode = 3;\n`;
  t.same(await failuresOf(t.testdir(), text), ['the file exited with 3']);
});

t.test('a file that kills itself fails', async (t) => {
  const text = `${plain('ok 1 - one\n1..1')}process.kill(process.pid, 'SIGKILL');\n`;
  t.match(await failuresOf(t.testdir(), text), [/ended by SIGKILL/]);
});

t.test('a file that hangs is ended and fails', async (t) => {
  t.match(await failuresOf(t.testdir(), 'setInterval(() => {}, 1000);\n', 1), [/longer than 1 s/]);
});

t.test('a file that leaves a process behind fails instead of hanging', async (t) => {
  const text = `import { spawn } from 'node:child_process';
spawn('sleep', ['4'], { stdio: 'inherit', detached: true }).unref();
${plain('ok 1 - one\n1..1')}`;
  t.match(await failuresOf(t.testdir(), text), [/left a process behind/]);
});
