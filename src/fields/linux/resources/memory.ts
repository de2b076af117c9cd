import { resourceParts } from '../../../cgroup/resource-parts.ts';
import { resourceField } from './resource-field.ts';

export const memory = resourceField({
  name: 'memory',
  section: 'config-linux.md#memory',
  parts: [resourceParts.memory],
});
