/**
 * Refuses files and C functions that have grown past what a reader holds in mind at once.
 * (The budget of TypeScript functions is biome's noExcessiveLinesPerFunction.)
 */
import { type Fault, report, type SourceFile } from './lib/faults.ts';
import { isGenerated, isTest, readSources } from './lib/source-files.ts';

const budgets = { tsFile: 240, cFile: 400, cFunction: 60 };

export function budgetFaults(files: readonly SourceFile[]): Fault[] {
  return files.filter(({ path }) => !isGenerated(path)).flatMap(faultsOf);
}

function faultsOf(file: SourceFile): Fault[] {
  if (/\.[ch]$/.test(file.path)) {
    return [...lengthFault(file, budgets.cFile), ...functionFaults(file)];
  }
  // A table is one idea however many rows it has; a test file is a list of cases.
  const exempt = isTest(file.path) || /\/tables\//.test(file.path);
  return exempt ? [] : lengthFault(file, budgets.tsFile);
}

function lengthFault({ path, text }: SourceFile, budget: number): Fault[] {
  const lines = text.split('\n').length - 1;
  if (lines <= budget) return [];
  return [{ file: path, line: budget + 1, text: `has ${lines} lines of ${budget}: split by idea` }];
}

/** C functions begin with `{` and end with `}` in column 1, as the style of native/ has it. */
function functionFaults({ path, text }: SourceFile): Fault[] {
  const lines = text.split('\n');
  const faults: Fault[] = [];
  let opened: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (opensFunction(line)) opened = index;
    if (line !== '}' || opened === undefined) continue;
    const length = index - opened - 1;
    if (length > budgets.cFunction) {
      const why = `function of ${length} lines of ${budgets.cFunction}: split it`;
      faults.push({ file: path, line: opened + 1, text: why });
    }
    opened = undefined;
  }
  return faults;
}

function opensFunction(line: string): boolean {
  return (
    line === '{' ||
    (/^[A-Za-z].*\)\s*\{$/.test(line) && !/^(struct|enum|union)\b[^(]*\{$/.test(line))
  );
}

if (import.meta.main) {
  report(budgetFaults(readSources(['src', 'hack', 'native', 'oci-validation'], /\.(ts|c|h)$/)));
}
