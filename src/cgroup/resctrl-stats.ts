import type { ReadFile } from './read-stats.ts';
import { numberOf, unlessZero } from './stat-texts.ts';

/** Where resctrl is, the container's group in it, and the group that measures for it alone, if any. */
export interface ResctrlPlace {
  readonly root: string;
  readonly group: string;
  readonly monitor: string | undefined;
  readFile: ReadFile;
  /** The names in a directory; undefined where it is absent. */
  list(directory: string): readonly string[] | undefined;
}

/** The part `intel_rdt` of the statistics, in the shape of the events of runc (filesystems/resctrl.rst). */
export function resctrlStats(place: ResctrlPlace) {
  const { root, group, readFile } = place;
  const ofRoot = lines(readFile(`${root}/schemata`));
  const schemata = lines(readFile(`${group}/schemata`));
  const cache = cacheInfo(place);
  const bandwidth = bandwidthInfo(place);
  return {
    ...(cache !== undefined && {
      l3_cache_info: cache,
      l3_cache_schema_root: lineOf(ofRoot, 'L3'),
      l3_cache_schema: lineOf(schemata, 'L3'),
    }),
    ...(bandwidth !== undefined && {
      mem_bw_info: bandwidth,
      mem_bw_schema_root: lineOf(ofRoot, 'MB'),
      mem_bw_schema: lineOf(schemata, 'MB'),
    }),
    ...(schemata.length > 0 && { schemata }),
    ...measured(place),
  };
}

function lines(text = ''): readonly string[] {
  const all = text.split('\n').map((line) => line.trim());
  return all.filter((line) => line !== '');
}

/** Undefined: absent, as where a feature is not there or is not measured. */
function lineOf(schemata: readonly string[], resource: string): string | undefined {
  return schemata.find((line) => line.startsWith(`${resource}:`));
}

function cacheInfo({ root, readFile }: ResctrlPlace) {
  const info = (file: string): string | undefined => readFile(`${root}/info/L3/${file}`)?.trim();
  const mask = info('cbm_mask');
  if (mask === undefined) return undefined;
  return {
    cbm_mask: mask,
    min_cbm_bits: unlessZero(numberOf(info('min_cbm_bits'))),
    num_closids: unlessZero(numberOf(info('num_closids'))),
  };
}

function bandwidthInfo({ root, readFile }: ResctrlPlace) {
  const info = (file: string) => unlessZero(numberOf(readFile(`${root}/info/MB/${file}`)));
  const granularity = info('bandwidth_gran');
  if (granularity === undefined) return undefined;
  return {
    bandwidth_gran: granularity,
    delay_linear: info('delay_linear'),
    min_bandwidth: info('min_bandwidth'),
    num_closids: info('num_closids'),
  };
}

/** One entry for each memory node, of what this processor can measure. */
function measured({ root, group, monitor, readFile, list }: ResctrlPlace) {
  const features = lines(readFile(`${root}/info/L3_MON/mon_features`));
  const data = `${monitor ?? group}/mon_data`;
  const nodes = (list(data) ?? []).map((name) => `${data}/${name}`);
  const value = (node: string, file: string) => numberOf(readFile(`${node}/${file}`)) ?? 0n;
  const traffic = features.some((name) => name.startsWith('mbm_'));
  return {
    ...(traffic && {
      mbm_stats: nodes.map((node) => ({
        mbm_total_bytes: value(node, 'mbm_total_bytes'),
        mbm_local_bytes: value(node, 'mbm_local_bytes'),
      })),
    }),
    ...(features.includes('llc_occupancy') && {
      cmt_stats: nodes.map((node) => ({ llc_occupancy: value(node, 'llc_occupancy') })),
    }),
  };
}
