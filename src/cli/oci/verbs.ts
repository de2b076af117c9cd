import type { Plan } from '../../plan/plan.ts';
import type { Invocation } from '../invocation.ts';
import { create } from './create.ts';
import { deleteContainer } from './delete.ts';
import { features } from './features.ts';
import { kill } from './kill.ts';
import { plan } from './plan.ts';
import { spec } from './spec.ts';
import { start } from './start.ts';
import { state } from './state.ts';

/** What carries out each row of the command table. */
export const verbs: Readonly<Record<string, (invocation: Invocation) => Plan>> = {
  create,
  start,
  state,
  kill,
  delete: deleteContainer,
  spec,
  plan,
  features,
};
