/**
 * Refuses imports that run against the layers, reach the machine outside src/host, or go round
 * in a circle. The table of layers is in lib/layers.ts.
 */
import { cycleFaults } from './lib/cycles.ts';
import { type Fault, report, type SourceFile } from './lib/faults.ts';
import { type Import, importsOf } from './lib/imports.ts';
import { layerFault, packageFault } from './lib/layers.ts';
import { isGenerated, isTest, readSources } from './lib/source-files.ts';

/** The faults of all files below src; tests may import what they prove, so they are left out. */
export function importFaults(files: readonly SourceFile[]): Fault[] {
  const imports = files.filter(({ path }) => !isTest(path)).flatMap(importsOf);
  const single = imports.flatMap((found) => {
    const text = faultOf(found);
    return text === undefined ? [] : [{ file: found.file, line: found.line, text }];
  });
  return [...single, ...cycleFaults(imports)];
}

function faultOf(found: Import): string | undefined {
  if (found.target === undefined) {
    // A generated validator brings the helpers of its own compiler.
    return isGenerated(found.file) ? undefined : packageFault(found);
  }
  if (isTest(found.target)) return `imports the test ${found.target}: nothing may depend on tests`;
  return layerFault(found);
}

if (import.meta.main) report(importFaults(readSources(['src'], /\.ts$/)));
