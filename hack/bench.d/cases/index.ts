import type { Case } from './case.ts';
import { runCase } from './run.ts';
import { verbsCase } from './verbs.ts';

export const cases: readonly Case[] = [runCase, verbsCase];
