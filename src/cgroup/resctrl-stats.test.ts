import t from 'tap';
import { resctrlStats } from './resctrl-stats.ts';

const files: Readonly<Record<string, string>> = {
  '/r/schemata': '    MB:0=100\n    L3:0=fffff\n',
  '/r/c1/schemata': '    MB:0=20\n    L3:0=f\n',
  '/r/info/L3/cbm_mask': 'fffff\n',
  '/r/info/L3/min_cbm_bits': '1\n',
  '/r/info/L3/num_closids': '16\n',
  '/r/info/MB/bandwidth_gran': '10\n',
  '/r/info/MB/delay_linear': '1\n',
  '/r/info/MB/min_bandwidth': '10\n',
  '/r/info/MB/num_closids': '8\n',
  '/r/info/L3_MON/mon_features': 'llc_occupancy\nmbm_total_bytes\nmbm_local_bytes\n',
  '/r/c1/mon_groups/c1/mon_data/mon_L3_00/llc_occupancy': '4096\n',
  '/r/c1/mon_groups/c1/mon_data/mon_L3_00/mbm_total_bytes': '7\n',
  '/r/c1/mon_groups/c1/mon_data/mon_L3_00/mbm_local_bytes': '5\n',
};
const statsOf = (known: Readonly<Record<string, string>>, monitor?: string) =>
  resctrlStats({
    root: '/r',
    group: '/r/c1',
    monitor,
    readFile: (path) => known[path],
    list: () => ['mon_L3_00'],
  });

t.test(
  'cache and memory bandwidth: what the processor has, the group gets, and is measured',
  (t) => {
    t.same(statsOf(files, '/r/c1/mon_groups/c1'), {
      l3_cache_info: { cbm_mask: 'fffff', min_cbm_bits: 1n, num_closids: 16n },
      l3_cache_schema_root: 'L3:0=fffff',
      l3_cache_schema: 'L3:0=f',
      mem_bw_info: { bandwidth_gran: 10n, delay_linear: 1n, min_bandwidth: 10n, num_closids: 8n },
      mem_bw_schema_root: 'MB:0=100',
      mem_bw_schema: 'MB:0=20',
      schemata: ['MB:0=20', 'L3:0=f'],
      mbm_stats: [{ mbm_total_bytes: 7n, mbm_local_bytes: 5n }],
      cmt_stats: [{ llc_occupancy: 4096n }],
    });
    t.end();
  },
);

t.test('what the processor has not is left out', (t) => {
  t.same(statsOf({ '/r/schemata': 'L3:0=f\n', '/r/c1/schemata': 'L3:0=3\n' }), {
    schemata: ['L3:0=3'],
  });
  t.end();
});
