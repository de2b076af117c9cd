import { annotations } from './annotations.ts';
import { domainname } from './domainname.ts';
import type { Field } from './field.ts';
import { hooks } from './hooks.ts';
import { hostname } from './hostname.ts';
import { seccomp } from './linux/seccomp.ts';
import { ociVersion } from './oci-version.ts';
import { args } from './process/args.ts';
import { cwd } from './process/cwd.ts';
import { env } from './process/env.ts';
import { noNewPrivileges } from './process/no-new-privileges.ts';
import { oomScoreAdj } from './process/oom-score-adj.ts';
import { rlimits } from './process/rlimits.ts';
import { umask } from './process/umask.ts';

/** Every field, in the order in which its steps run inside a phase. */
export const fields: readonly Field[] = [
  ociVersion,
  cwd,
  env,
  args,
  umask,
  rlimits,
  noNewPrivileges,
  oomScoreAdj,
  hostname,
  domainname,
  hooks,
  annotations,
  seccomp,
];
