import fc from 'fast-check';
import t from 'tap';
import { deviceProgram } from './device-program.ts';
import { type DeviceRule, defaultRules, ruleRefusals, rulesOf } from './device-rules.ts';
import { lowerDevices } from './v1/devices.ts';

interface Request {
  readonly type: 'b' | 'c';
  readonly major: number;
  readonly minor: number;
  readonly access: string;
}

/** The specification: rules apply in the listed order, so that the last that matches decides. */
function isAllowed(rules: readonly DeviceRule[], request: Request): boolean {
  return [...request.access].every((letter) => {
    const deciding = rules.findLast(
      (rule) => matches(rule, request) && rule.access.includes(letter),
    );
    return deciding?.allow ?? false;
  });
}

function matches(rule: Omit<DeviceRule, 'at' | 'allow'>, { type, major, minor }: Request): boolean {
  return (
    (rule.type === 'a' || rule.type === type) &&
    (rule.major === undefined || rule.major === major) &&
    (rule.minor === undefined || rule.minor === minor)
  );
}

/** Runs the program as the kernel would; throws where the verifier would refuse it. */
function run(program: Uint8Array, { type, major, minor, access }: Request): number {
  const view = new DataView(program.buffer);
  const bits = { r: 2, w: 4, m: 1 } as Record<string, number>;
  const wanted = [...access].reduce((sum, letter) => sum | (bits[letter] ?? 0), 0);
  const context = [(wanted << 16) | (type === 'b' ? 1 : 2), major, minor];
  const registers = new Array<number>(11).fill(Number.NaN);
  for (let at = 0; at * 8 < program.length; at += 1) {
    const code = view.getUint8(at * 8);
    const to = view.getUint8(at * 8 + 1) & 15;
    const from = view.getUint8(at * 8 + 1) >> 4;
    const offset = view.getInt16(at * 8 + 2, true);
    const value = view.getInt32(at * 8 + 4, true);
    const held = registers[to] ?? Number.NaN;
    if (offset < 0) throw new Error('jumps back');
    if (code === 0x61) registers[to] = context[offset / 4] ?? Number.NaN;
    else if (code === 0xb7) registers[to] = value;
    else if (code === 0xbf) registers[to] = registers[from] ?? Number.NaN;
    else if (code === 0x57) registers[to] = held & value;
    else if (code === 0x77) registers[to] = held >>> value;
    else if (code === 0x05) at += offset;
    else if (code === 0x55) at += held === value ? 0 : offset;
    else if (code === 0x45) at += (held & value) === 0 ? 0 : offset;
    else if (code === 0x95) return registers[0] ?? Number.NaN;
    else throw new Error(`unknown code ${code}`);
    if (code !== 0x05 && Number.isNaN(registers[to])) throw new Error('reads what is not set');
  }
  throw new Error('runs off the end');
}

const number = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
const access = fc.subarray(['r', 'w', 'm'], { minLength: 1 }).map((letters) => letters.join(''));
const total = { type: 'a', major: undefined, minor: undefined, access: 'rwm' } as const;
const ruleBody = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constantFrom('a', 'b', 'c'),
      major: number,
      minor: number,
      access,
    }),
  },
  { weight: 1, arbitrary: fc.constant(total) },
);
const rule: fc.Arbitrary<DeviceRule> = fc
  .tuple(fc.boolean(), ruleBody)
  .map(([allow, body]) => ({ at: '/rule', allow, ...body }));
const rules = fc.array(rule, { maxLength: 8 });
const request: fc.Arbitrary<Request> = fc.record({
  type: fc.constantFrom('b', 'c'),
  major: fc.integer({ min: 0, max: 4 }),
  minor: fc.integer({ min: 0, max: 4 }),
  access,
});

t.test('the program decides as the rules do', (t) => {
  fc.assert(
    fc.property(rules, request, (rules, request) => {
      return run(deviceProgram(rules), request) === (isAllowed(rules, request) ? 1 : 0);
    }),
    { numRuns: 2000 },
  );
  t.end();
});

t.test('rules before one about everything do not lengthen the program', (t) => {
  const everything: DeviceRule = { at: '/rule', allow: true, ...total };
  const short = deviceProgram([everything]);
  t.equal(short.length, deviceProgram([...defaultRules, everything]).length);
  t.equal(short.length, 8 * 8);
  t.end();
});

t.test('numbers go to their end: 4095 and 1048575', (t) => {
  const highest = { type: 'c', major: 4095, minor: 1_048_575 } as const;
  const program = deviceProgram([{ at: '/rule', allow: true, ...highest, access: 'r' }]);
  t.equal(run(program, { ...highest, access: 'r' }), 1);
  t.equal(run(program, { ...highest, minor: 0, access: 'r' }), 0);
  t.equal(run(program, { ...highest, access: 'rw' }), 0);
  t.end();
});

/** devices.allow and devices.deny as security/device_cgroup.c takes them. */
function kernelAllows(writes: ReturnType<typeof lowerDevices>, request: Request): boolean {
  const [verdict, ...exceptions] = writes.settings;
  const allow = verdict?.file === 'devices.allow';
  const texts = exceptions.map(({ file, value }) => {
    t.equal(file, allow ? 'devices.deny' : 'devices.allow', 'an exception from the verdict');
    const [type = '', major, minor, access = ''] = value.split(/[ :]/);
    const numberOf = (text = '*') => (text === '*' ? undefined : Number(text));
    return { type: type as 'b' | 'c', major: numberOf(major), minor: numberOf(minor), access };
  });
  const excepted = texts.some(
    (text) => matches(text, request) && text.access.includes(request.access),
  );
  return excepted !== allow;
}

t.test('writes for cgroup v1 decide as the rules do, or are refused', (t) => {
  const single = fc.tuple(request, fc.constantFrom('r', 'w', 'm'));
  let honoured = 0;
  fc.assert(
    fc.property(rules, single, (rules, [request, access]) => {
      const writes = lowerDevices(rules);
      if (writes.refusals.length > 0) return writes.settings.length === 0;
      honoured += 1;
      return (
        kernelAllows(writes, { ...request, access }) === isAllowed(rules, { ...request, access })
      );
    }),
    { numRuns: 2000 },
  );
  t.ok(honoured > 500, 'the property is about more than refusals');
  t.end();
});

t.test('a hole in a wider rule is refused on v1, and its rule named', (t) => {
  const rules = rulesOf([
    { allow: false, access: 'rwm' },
    { allow: true, type: 'c', major: 8, access: 'rw' },
    { allow: false, type: 'c', major: 8, minor: 1, access: 'w' },
  ]);
  t.match(lowerDevices(rules).refusals, [
    {
      pointer: '/linux/resources/devices/2',
      problem: /denies a part of .*devices\/1 \("c 8:\* rw"\)/,
    },
  ]);
  t.end();
});

t.test('the default devices do not open what the configuration closes more widely', (t) => {
  const rules = rulesOf([
    { allow: true, access: 'rwm' },
    { allow: false, type: 'c', major: 5, access: 'rw' },
  ]);
  const { settings, refusals } = lowerDevices([...rules, ...defaultRules]);
  t.same(refusals, []);
  t.same(
    settings.map(({ file, value }) => [file, value]),
    [
      ['devices.allow', 'a *:* rwm'],
      ['devices.deny', 'c 5:* rw'],
    ],
  );
  t.end();
});

t.test('type, major and minor are optional, and mean all', (t) => {
  t.match(rulesOf([{ allow: true, major: -1, access: 'mr' }]), [
    { type: 'a', major: undefined, minor: undefined, access: 'rm' },
  ]);
  t.end();
});

t.test('a rule has access and numbers that devices can have', (t) => {
  const rules = rulesOf([
    { allow: true, type: 'c', major: 4096, minor: -2, access: 'r' },
    { allow: false },
    { allow: true, type: 'b', major: 2n ** 60n, minor: 0, access: 'r' },
  ]);
  const pointers = ruleRefusals(rules).map(({ pointer }) =>
    pointer.slice('/linux/resources'.length),
  );
  t.same(pointers, [
    '/devices/0/major',
    '/devices/0/minor',
    '/devices/1/access',
    '/devices/2/major',
  ]);
  t.end();
});
