import { resourceParts } from '../../../cgroup/resource-parts.ts';
import { resourceField } from './resource-field.ts';

export const unified = resourceField({
  name: 'unified',
  section: 'config-linux.md#unified',
  parts: [resourceParts.unified],
});
