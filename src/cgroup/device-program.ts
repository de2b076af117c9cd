import { type DeviceRule, isTotal } from './device-rules.ts';

/**
 * struct bpf_cgroup_dev_ctx (linux/bpf.h): three words of 32 bits. The first has the type in its
 * low half and the access in its high half.
 */
const context = { accessAndType: 0, major: 4, minor: 8 } as const;

/** BPF_DEVCG_DEV_* and BPF_DEVCG_ACC_* of linux/bpf.h. */
const typeBits = { b: 1, c: 2 } as const;
const accessBits: Readonly<Record<string, number>> = { m: 1, r: 2, w: 4 };
const allAccess = 7;

/** Registers: the verdict, the kernel's argument, and what the prologue reads from it. */
const verdict = 0;
const argument = 1;
const type = 2;
/** The kinds of access that no rule has decided about yet. */
const undecided = 3;
const major = 4;
const minor = 5;

/** Operation codes (linux/bpf_common.h, linux/bpf.h): class, operation, and K or X as source. */
const LOAD_WORD = 0x61;
const MOVE = 0xb7;
const MOVE_REGISTER = 0xbf;
const AND = 0x57;
const SHIFT_RIGHT = 0x77;
const JUMP = 0x05;
const JUMP_UNEQUAL = 0x55;
const JUMP_IF_ANY_BIT = 0x45;
const EXIT = 0x95;

interface Instruction {
  readonly code: number;
  readonly to?: number;
  readonly from?: number;
  readonly offset?: number;
  readonly value?: number;
}

/**
 * A BPF_PROG_TYPE_CGROUP_DEVICE program that decides as the rules do: about each kind of access the
 * last matching rule, which is why they are tried from the last; what none decides is denied.
 */
export function deviceProgram(rules: readonly DeviceRule[]): Uint8Array {
  const lastTotal = rules.findLastIndex(isTotal);
  const relevant = rules.slice(lastTotal + 1).reverse();
  const otherwise = rules[lastTotal]?.allow ?? false;
  return encode([
    { code: LOAD_WORD, to: type, from: argument, offset: context.accessAndType },
    { code: MOVE_REGISTER, to: undecided, from: type },
    { code: AND, to: type, value: 0xffff },
    { code: SHIFT_RIGHT, to: undecided, value: 16 },
    { code: LOAD_WORD, to: major, from: argument, offset: context.major },
    { code: LOAD_WORD, to: minor, from: argument, offset: context.minor },
    ...relevant.flatMap(test),
    ...answer(otherwise),
  ]);
}

function answer(allow: boolean): readonly Instruction[] {
  return [{ code: MOVE, to: verdict, value: allow ? 1 : 0 }, { code: EXIT }];
}

/** Goes on behind these instructions where the rule does not match or leaves something undecided. */
function test(rule: DeviceRule): readonly Instruction[] {
  const access = [...rule.access].reduce((bits, letter) => bits | (accessBits[letter] ?? 0), 0);
  const decide: readonly Instruction[] = rule.allow
    ? [
        { code: AND, to: undecided, value: allAccess & ~access },
        { code: JUMP_UNEQUAL, to: undecided, value: 0, offset: 2 },
        ...answer(true),
      ]
    : [
        { code: JUMP_IF_ANY_BIT, to: undecided, value: access, offset: 1 },
        { code: JUMP, offset: 2 },
        ...answer(false),
      ];
  const conditions = [
    ...(rule.type === 'a' ? [] : [{ to: type, value: typeBits[rule.type] }]),
    ...(rule.major === undefined ? [] : [{ to: major, value: rule.major }]),
    ...(rule.minor === undefined ? [] : [{ to: minor, value: rule.minor }]),
  ];
  const skips = conditions.map((condition, index) => ({
    code: JUMP_UNEQUAL,
    ...condition,
    offset: conditions.length - index - 1 + decide.length,
  }));
  return [...skips, ...decide];
}

/** struct bpf_insn: code, two registers, a 16-bit offset, a 32-bit value; little-endian on both machines. */
function encode(instructions: readonly Instruction[]): Uint8Array {
  const out = new DataView(new ArrayBuffer(instructions.length * 8));
  for (const [index, { code, to = 0, from = 0, offset = 0, value = 0 }] of instructions.entries()) {
    const start = index * 8;
    out.setUint8(start, code);
    out.setUint8(start + 1, to | (from << 4));
    out.setInt16(start + 2, offset, true);
    out.setInt32(start + 4, value, true);
  }
  return new Uint8Array(out.buffer);
}
