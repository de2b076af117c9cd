import type { Field } from '../field.ts';
import { mapFaults } from './id-mappings/rules.ts';
import { mapSteps } from './id-mappings/write.ts';

const pointer = '/linux/uidMappings';

export const uidMappings: Field = {
  pointer,
  check: (context) => mapFaults(context, 'uid', pointer),
  compile: (context) => mapSteps(context, 'uid', pointer),
};
