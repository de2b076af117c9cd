import { resourceParts } from '../../../cgroup/resource-parts.ts';
import { resourceField } from './resource-field.ts';

export const pids = resourceField({
  name: 'pids',
  section: 'config-linux.md#pids',
  parts: [resourceParts.pids],
});
