import fc from 'fast-check';
import t from 'tap';
import type { LinuxResources } from '../spec/config.ts';
import { controllerOf, type Lowering } from './lowering.ts';
import { type ResourcePart, resourceParts } from './resource-parts.ts';

/** What both versions of cgroups promise about resources, whichever files they have for them. */

const size = fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -3, max: 2 ** 40 }));
const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400_000 }));
const weight = fc.integer({ min: 0, max: 1100 });
const device = { major: fc.nat(300), minor: fc.nat(300) };
const throttle = fc.array(fc.record({ ...device, rate: count }), { maxLength: 2 });
const optional: { requiredKeys: [] } = { requiredKeys: [] };
const blockIO = fc.record(
  {
    weight,
    leafWeight: fc.constantFrom(0, 0, 300),
    weightDevice: fc.array(fc.record({ ...device, weight }), { maxLength: 2 }),
    throttleReadBpsDevice: throttle,
    throttleWriteBpsDevice: throttle,
    throttleReadIOPSDevice: throttle,
    throttleWriteIOPSDevice: throttle,
  },
  optional,
);
const resources = fc.record(
  {
    memory: fc.record(
      {
        limit: size,
        reservation: size,
        swap: size,
        kernel: size,
        kernelTCP: size,
        swappiness: fc.nat(120),
        disableOOMKiller: fc.boolean(),
        useHierarchy: fc.boolean(),
      },
      optional,
    ),
    cpu: fc.record(
      {
        shares: count,
        quota: size,
        burst: count,
        period: count,
        realtimeRuntime: count,
        realtimePeriod: count,
        cpus: fc.constantFrom('0', '0-3,7'),
        mems: fc.constant('0'),
        idle: fc.constantFrom(0, 1, 2),
      },
      optional,
    ),
    pids: fc.record({ limit: size }, optional),
    blockIO,
    hugepageLimits: fc.array(fc.record({ pageSize: fc.constantFrom('2MB', '1GB'), limit: count }), {
      maxLength: 2,
    }),
    rdma: fc.dictionary(
      fc.constantFrom('mlx5_1', 'a/b~c', ''),
      fc.record({ hcaHandles: count, hcaObjects: count }, optional),
    ),
  },
  optional,
);

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  return value;
}

function lowered(version: 'v1' | 'v2', resources: LinuxResources): ReadonlyMap<string, Lowering> {
  const parts: [string, ResourcePart][] = Object.entries(resourceParts);
  return new Map(
    parts.flatMap(([name, part]) => {
      const half = part[version];
      return half === undefined ? [] : [[name, half.lower(resources)]];
    }),
  );
}

/** Pointers of the values that ask for something. */
function asked(value: unknown, pointer: string): readonly string[] {
  if (value === 0 || value === false || value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [pointer];
  return Object.entries(value).flatMap(([key, inner]) =>
    asked(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** They go into the file name or the value of another pointer's setting, or need nothing done. */
const partOfAnother = [
  /\/(major|minor|rate|pageSize)$/,
  /\/rdma\//,
  /\/cpu\/period$/,
  /\/memory\/(useHierarchy|kernel|kernelTCP)$/,
];

for (const version of ['v1', 'v2'] as const) {
  const each = (resources: LinuxResources) => [...lowered(version, resources).entries()];

  t.test(`${version}: no resources, or empty ones, change nothing`, (t) => {
    const empty = { memory: {}, cpu: {}, pids: {}, blockIO: {}, hugepageLimits: [], network: {} };
    for (const given of [{}, empty]) {
      for (const [name, lowering] of each(given)) {
        t.same(lowering, { settings: [], refusals: [] }, name);
      }
    }
    t.end();
  });

  t.test(`${version}: every setting and refusal names a value of the configuration`, (t) => {
    fc.assert(
      fc.property(resources, (resources) => {
        const document = { linux: { resources } };
        return each(resources).every(([, { settings, refusals }]) =>
          [...settings.map(({ at }) => at), ...refusals.map(({ pointer }) => pointer)].every(
            (pointer) => valueAt(document, pointer) !== undefined,
          ),
        );
      }),
    );
    t.end();
  });

  t.test(`${version}: what is asked for is set or refused, never dropped`, (t) => {
    fc.assert(
      fc.property(resources, (resources) => {
        const all = each(resources).map(([, lowering]) => lowering);
        const told = new Set([
          ...all.flatMap(({ settings }) => settings.map(({ at }) => at)),
          ...all.flatMap(({ refusals }) => refusals.map(({ pointer }) => pointer)),
        ]);
        // A part with a refusal is not written at all, so it need not be complete.
        const refused = all
          .flatMap(({ refusals }) => refusals)
          .map(({ pointer }) => pointer.split('/')[3]);
        return asked(resources, '/linux/resources')
          .filter((pointer) => !refused.includes(pointer.split('/')[3]))
          .filter((pointer) => !partOfAnother.some((pattern) => pattern.test(pointer)))
          .every((pointer) => told.has(pointer) || told.has(pointer.replace(/\/[^/]*$/, '')));
      }),
    );
    t.end();
  });

  t.test(`${version}: a part writes one line at a time, to files of its controller alone`, (t) => {
    fc.assert(
      fc.property(resources, (resources) =>
        each(resources).every(([name, { settings, refusals }]) => {
          const part: ResourcePart = resourceParts[name as keyof typeof resourceParts];
          if (refusals.length > 0) return true;
          return settings.every(
            ({ file, value }) =>
              controllerOf(file) === part[version]?.controller &&
              !file.includes('/') &&
              value !== '' &&
              !value.includes('\n'),
          );
        }),
      ),
    );
    t.end();
  });

  t.test(`${version}: values that no version can honour are refused`, (t) => {
    const pointers = each({
      memory: { limit: -2, reservation: -7 },
      cpu: { quota: 1000, burst: 1001, idle: 2 },
      blockIO: { weight: 9, leafWeight: 5, weightDevice: [{ major: 8, minor: 0, weight: 1001 }] },
      rdma: { 'a b': { hcaHandles: 1 }, c: {} },
    })
      .flatMap(([, { refusals }]) => refusals)
      .map(({ pointer }) => pointer.slice('/linux/resources'.length));
    t.same(pointers, [
      '/memory/limit',
      '/memory/reservation',
      '/cpu/burst',
      '/cpu/idle',
      '/blockIO/weight',
      '/blockIO/weightDevice/0/weight',
      '/blockIO/leafWeight',
      '/rdma/a b',
      '/rdma/c',
    ]);
    t.end();
  });
}
