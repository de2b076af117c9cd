import { resourceParts } from '../../../cgroup/resource-parts.ts';
import { resourceField } from './resource-field.ts';

export const blockIO = resourceField({
  name: 'blockIO',
  section: 'config-linux.md#block-io',
  parts: [resourceParts.blockIO],
});
