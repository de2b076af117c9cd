import type { Import } from './imports.ts';

interface Layer {
  readonly may: readonly string[];
  /** Layers of which only types may be named. */
  readonly mayType?: readonly string[];
  readonly because: string;
}

const pure = 'policy is pure and reads one way, from words to plans';

/** What each folder of src may import besides itself. */
const layers: Readonly<Record<string, Layer>> = {
  lib: { may: [], because: 'lib knows no domain words' },
  errors: { may: ['lib'], because: pure },
  spec: { may: ['lib', 'errors'], because: pure },
  plan: { may: ['lib', 'errors', 'spec'], because: pure },
  cgroup: { may: ['lib', 'errors', 'spec', 'plan'], because: pure },
  fields: { may: ['lib', 'errors', 'spec', 'plan', 'cgroup'], because: pure },
  host: {
    may: ['lib', 'errors'],
    mayType: ['spec', 'plan', 'cgroup', 'fields'],
    because: 'host has effects and no policy: it fills in the types that policy names',
  },
  runtime: {
    may: ['lib', 'errors', 'spec', 'plan', 'cgroup', 'fields', 'host'],
    because: 'the life cycle knows nothing of the commands and engines above it',
  },
  engine: {
    may: ['lib', 'errors', 'spec', 'host', 'runtime'],
    because: 'the engine drives bundles through the runtime, never around it',
  },
  cli: {
    may: ['lib', 'errors', 'spec', 'plan', 'runtime', 'engine'],
    because:
      'a command turns flags into options; src/cli/answer-once.ts alone hands the machine in',
  },
  'api-docker': {
    may: ['lib', 'errors', 'spec', 'runtime', 'engine'],
    because: 'a route is a row whose handler is the engine’s',
  },
};

/** Inside src/engine, from the bottom up; a part imports only from ranks below its own. */
const engineRanks = [
  ['bundle', 'registry', 'layers', 'volumes', 'networks'],
  ['images'],
  ['containers'],
  ['build'],
  ['compose'],
];

/** What joins commands and machine: the one passes src/host to what needs it, the other ends the process. */
const entries = ['src/cli/answer-once.ts', 'src/cli/main.ts'];

/** Packages that only some layers may load; built-in modules belong to src/host. */
const packages: Readonly<Record<string, { readonly in: readonly string[]; because: string }>> = {
  koffi: { in: ['host'], because: 'only src/host has effects' },
  pino: { in: ['host'], because: 'only src/host has effects' },
  yargs: { in: ['cli'], because: 'machine verbs must not pay for what people type' },
};

/** Why an import of a package or built-in module is refused, if it is. */
export function packageFault({ file, specifier }: Import): string | undefined {
  const from = layerOf(file);
  const name = packageName(specifier);
  if (isBuiltIn(specifier)) {
    if (from === 'host' && !/^bun\b/.test(specifier)) return undefined;
    return `imports ${specifier}: only src/host has effects, and it uses node: modules alone, which Node and Bun both have`;
  }
  const rule = packages[name];
  if (rule === undefined) {
    return `imports ${name}, which no layer may load: add it to hack/lib/layers.ts with its layer and the reason`;
  }
  if (rule.in.includes(from)) return undefined;
  return `imports ${name}, which only src/${rule.in.join(' and src/')} may load: ${rule.because}`;
}

/** Why an import of another file is refused, if it is. */
export function layerFault({ file, target = '', typeOnly }: Import): string | undefined {
  const from = layerOf(file);
  const to = layerOf(target);
  if (!target.startsWith('src/')) return `imports ${target}: what is shipped lies in src`;
  const layer = layers[from];
  if (layer === undefined) return `lies in no layer: add src/${from} to hack/lib/layers.ts`;
  if (from === to) return from === 'engine' ? engineFault(file, target) : undefined;
  if (layer.may.includes(to) || (entries.includes(file) && to === 'host')) return undefined;
  if (layer.mayType?.includes(to)) {
    return typeOnly
      ? undefined
      : `imports code of src/${to}, of which src/${from} may only name types (use \`import type\`): ${layer.because}`;
  }
  const may = layer.may.length > 0 ? layer.may.join(', ') : 'nothing';
  return `imports src/${to}, but src/${from} may import ${may}: ${layer.because}`;
}

function engineFault(file: string, target: string): string | undefined {
  const from = engineRankOf(file);
  const to = engineRankOf(target);
  if (partOf(file) === partOf(target) || to < from) return undefined;
  return `imports ${target}, which is not below ${partOf(file)} in the engine: the order is ${engineRanks
    .map((rank) => rank.join(', '))
    .join(' < ')}`;
}

/** Files directly in src/engine are the ground that every part stands on. */
function engineRankOf(path: string): number {
  return engineRanks.findIndex((rank) => rank.includes(partOf(path)));
}

function partOf(path: string): string {
  const [, , part = '', below] = path.split('/');
  return below === undefined ? '' : part;
}

function layerOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function isBuiltIn(specifier: string): boolean {
  return /^(node|bun):|^bun$/.test(specifier);
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
