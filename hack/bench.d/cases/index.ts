import { atOnceCase } from './at-once.ts';
import type { Case } from './case.ts';
import { engineCase } from './engine.ts';
import { existingCase } from './existing.ts';
import { growthCases } from './growth.ts';
import { memoryCase } from './memory.ts';
import { runCase } from './run.ts';
import { verbsCase } from './verbs.ts';

export const cases: readonly Case[] = [
  runCase,
  verbsCase,
  engineCase,
  ...growthCases,
  atOnceCase,
  memoryCase,
  existingCase,
];
