/** hack/record-speed: measures what the guard of speed holds, and writes it down. */
import { countInstructions, countSystemCalls } from './counts.ts';
import { measureRatios } from './ratios.ts';
import { writeRecorded } from './recorded.ts';

async function main(): Promise<void> {
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const instructions = countInstructions();
  const calls = countSystemCalls();
  const ratios = await measureRatios(say);
  writeRecorded({ architecture: process.arch, instructions, calls, ratios });
  say(JSON.stringify({ instructions, calls, ratios }, undefined, 1));
}

main().catch((error: unknown) => {
  process.stderr.write(`hack/record-speed: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
