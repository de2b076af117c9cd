import { resourceParts } from '../../../cgroup/resource-parts.ts';
import { resourceField } from './resource-field.ts';

export const rdma = resourceField({
  name: 'rdma',
  section: 'config-linux.md#rdma',
  parts: [resourceParts.rdma],
});
