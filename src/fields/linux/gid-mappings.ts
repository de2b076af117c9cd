import type { Field } from '../field.ts';
import { mapFaults } from './id-mappings/rules.ts';
import { mapSteps } from './id-mappings/write.ts';

const pointer = '/linux/gidMappings';

export const gidMappings: Field = {
  pointer,
  check: (context) => mapFaults(context, 'gid', pointer),
  compile: (context) => mapSteps(context, 'gid', pointer),
};
