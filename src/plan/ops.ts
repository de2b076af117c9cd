import type { FieldType, FieldValues, OpCommon, OpDefinition } from './field-types.ts';
import { busOps } from './ops/bus.ts';
import { cgroupOps } from './ops/cgroup.ts';
import { credentialsOps } from './ops/credentials.ts';
import { criuOps } from './ops/criu.ts';
import { execOps } from './ops/exec.ts';
import { filesOps } from './ops/files.ts';
import { flowOps } from './ops/flow.ts';
import { mountsOps } from './ops/mounts.ts';
import { namespacesOps } from './ops/namespaces.ts';
import { pathsOps } from './ops/paths.ts';
import { plannerOps } from './ops/planner.ts';
import { processOps } from './ops/process.ts';

/**
 * The closed set of things the executor can do: one row an op, in wire order. The C header
 * native/ops.h is generated from it (hack/gen-ops-h.ts), so that both sides share one definition.
 */
export const opTable = {
  ...flowOps,
  ...filesOps,
  ...cgroupOps,
  ...busOps,
  ...processOps,
  ...namespacesOps,
  ...mountsOps,
  ...pathsOps,
  ...credentialsOps,
  ...execOps,
  ...criuOps,
  ...plannerOps,
} as const;

export type OpName = keyof typeof opTable;

type Arguments<Fields extends Readonly<Record<string, FieldType>>> = {
  readonly [F in keyof Fields]: Fields[F] extends 'ops' ? readonly Op[] : FieldValues[Fields[F]];
};

export type OpOf<N extends OpName> = { readonly op: N } & OpCommon &
  Arguments<(typeof opTable)[N]['fields']>;

/** One step of a plan: its name, where it comes from, what it does in words, and its arguments. */
export type Op = { [N in OpName]: OpOf<N> }[OpName];

export const opNames = Object.keys(opTable) as OpName[];

export function definitionOf(name: OpName): OpDefinition {
  return opTable[name];
}

/** The opcode on the wire: the op's place in the table, from 1. */
export function opcodeOf(name: OpName): number {
  return opcodes.get(name) ?? 0;
}

const opcodes: ReadonlyMap<OpName, number> = new Map(
  opNames.map((name, index) => [name, index + 1]),
);
