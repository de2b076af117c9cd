// Generated from src/plan/ops.ts by hack/gen-plan-stamp.ts. Do not edit.
/** The stamp of the op table that this planner writes plans with (src/plan/stamp.ts). */
export const PLAN_STAMP = 0xdd2dcc53;
