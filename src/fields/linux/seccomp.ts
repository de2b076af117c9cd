import { errno } from '../../lib/errno.ts';
import { memo } from '../../lib/memo.ts';
import type { Handovers } from '../../plan/assemble.ts';
import { NONE } from '../../plan/field-types.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { LinuxSeccomp } from '../../spec/config.ts';
import { isSwitchedOn } from '../annotation-of.ts';
import { debugStep } from '../debug-step.ts';
import type { Field, FieldContext } from '../field.ts';
import { seccompOf } from './seccomp/effective.ts';
import { listenerSteps } from './seccomp/listener.ts';
import { profileText } from './seccomp/profile-text.ts';
import { flagsRecord, isLoadedEarly, loadFlags, loadPhase, notifies } from './seccomp/program.ts';
import { seccompFaults } from './seccomp/rules.ts';

const pointer = '/linux/seccomp';
const cacheMode = 0o700;

/** Compiled by the host before there is a container, loaded where noNewPrivileges and notifications allow. */
export const seccomp: Field = {
  pointer,
  check({ spec }) {
    const profile = seccompOf(spec);
    return profile === undefined ? [] : seccompFaults(profile);
  },
  compile(context) {
    const profile = seccompOf(context.spec);
    if (profile === undefined) return [];
    return [
      ...compileSteps(profile, context),
      ...debugStep(context, pointer, flagsRecord(profile)),
      loadStep(profile, context),
      ...(notifies(profile) ? listenerSteps(profile, context) : []),
    ];
  },
};

/** The slot that init sends along behind the load: the number of its listener, where there is one. */
export function seccompHandovers({ spec, slots }: FieldContext): Handovers {
  const profile = seccompOf(spec);
  if (profile === undefined || !notifies(profile)) return {};
  const listener = slots.take(slotNames.seccompListener);
  return isLoadedEarly(spec.process) ? { filtered: listener } : { created: listener };
}

/** Whether each process of the container makes a listener, which goes to an agent. */
export function handsOverListener({ spec }: FieldContext): boolean {
  const profile = seccompOf(spec);
  return profile !== undefined && notifies(profile);
}

/** Create plans with it twice: its own process, and those that enter later. */
const usualText = memo((profile: LinuxSeccomp) => profileText(profile));

function compileSteps(
  profile: LinuxSeccomp,
  { spec, facts, options, slots, sha256 }: FieldContext,
): readonly Step[] {
  const strict = isSwitchedOn(spec, 'seccompStrict');
  const text = strict ? profileText(profile, true) : usualText(profile);
  const directory = options.seccompCache;
  const cached = directory !== '';
  const compile: Step = {
    phase: 'open',
    op: {
      op: 'compileSeccomp',
      at: pointer,
      what: 'compile the seccomp profile',
      profile: text,
      // The native architecture is always in the filter, so that it belongs to what is hashed.
      cache: cached ? `${directory}/${sha256(`${facts.machine}\n${text}`)}` : '',
      out: slots.take('seccomp-program'),
    },
  };
  if (!cached) return [compile];
  const what = `make the directory of compiled seccomp profiles ${directory}`;
  const make: Step = {
    phase: 'open',
    op: {
      op: 'makeDirectory',
      at: pointer,
      what,
      path: directory,
      mode: cacheMode,
      exclusive: false,
    },
  };
  return [make, compile];
}

function loadStep(profile: LinuxSeccomp, { spec, slots }: FieldContext): Step {
  const text =
    'a filter without noNewPrivileges needs CAP_SYS_ADMIN: set process.noNewPrivileges, or run as root';
  return {
    phase: loadPhase(profile, spec.process),
    op: {
      op: 'loadSeccomp',
      at: pointer,
      what: 'load the seccomp filter',
      onErrno: [{ errno: errno.EACCES, then: 'hint', text }],
      program: slots.take('seccomp-program'),
      flags: loadFlags(profile),
      outListener: notifies(profile) ? slots.take(slotNames.seccompListener) : NONE,
    },
  };
}
