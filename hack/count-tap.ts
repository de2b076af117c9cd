/** Prints "passed failed skipped" of the TAP stream on standard input. */
import { readFileSync } from 'node:fs';
import { readTap } from './lib/tap-report.ts';

const { passed, failed, skipped } = readTap(readFileSync(0, 'utf8'));
console.log(`${passed} ${failed.length} ${skipped.length}`);
