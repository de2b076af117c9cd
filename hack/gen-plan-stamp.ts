/**
 * Writes src/plan/stamp.generated.ts: hashing the op table anew in every call costs the planner
 * more than reading the state of a container.
 */
import { writeFileSync } from 'node:fs';
import { opTableStamp } from '../src/plan/stamp.ts';

writeFileSync(
  'src/plan/stamp.generated.ts',
  [
    '// Generated from src/plan/ops.ts by hack/gen-plan-stamp.ts. Do not edit.',
    '/** The stamp of the op table that this planner writes plans with (src/plan/stamp.ts). */',
    `export const PLAN_STAMP = 0x${opTableStamp().toString(16).padStart(8, '0')};`,
    '',
  ].join('\n'),
);
