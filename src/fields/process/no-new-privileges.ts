import type { Field } from '../field.ts';

/** After the change of user and capabilities, so that the filter loaded next needs no CAP_SYS_ADMIN. */
export const noNewPrivileges: Field = {
  pointer: '/process/noNewPrivileges',
  compile({ spec }) {
    if (spec.process?.noNewPrivileges !== true) return [];
    const what = 'keep the process from gaining privileges';
    return [
      {
        phase: 'no-new-privileges',
        op: { op: 'noNewPrivileges', at: '/process/noNewPrivileges', what },
      },
    ];
  },
};
