import { resourceParts } from '../../../cgroup/resource-parts.ts';
import { resourceField } from './resource-field.ts';

export const network = resourceField({
  name: 'network',
  section: 'config-linux.md#network',
  parts: [resourceParts.networkClass, resourceParts.networkPriorities],
});
