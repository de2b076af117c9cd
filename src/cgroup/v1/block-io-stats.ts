import type { ReadStat } from '../stat-texts.ts';
import { unlessEmpty, unlessZero } from '../stat-texts.ts';
import type { BlockIoEntry, BlockIoStats, BlockIoTable } from '../stats.ts';

type Source = Readonly<Partial<Record<BlockIoTable, string>>>;

/** Where only these two are counted. */
const bytesAndRequests = (prefix: string, suffix: string): Source => ({
  ioServicedRecursive: `${prefix}.io_serviced${suffix}`,
  ioServiceBytesRecursive: `${prefix}.io_service_bytes${suffix}`,
});

const scheduler = (prefix: string): Source => ({
  sectorsRecursive: `${prefix}.sectors_recursive`,
  ioServiceTimeRecursive: `${prefix}.io_service_time_recursive`,
  ioWaitTimeRecursive: `${prefix}.io_wait_time_recursive`,
  ioMergedRecursive: `${prefix}.io_merged_recursive`,
  ioQueueRecursive: `${prefix}.io_queued_recursive`,
  ioTimeRecursive: `${prefix}.time_recursive`,
  ...bytesAndRequests(prefix, '_recursive'),
});

/** Who may count, best first: BFQ, CFQ (until Linux 5.0), and the throttler, which sees all requests. */
const sources: readonly Source[] = [
  scheduler('blkio.bfq'),
  bytesAndRequests('blkio.bfq', '_recursive'),
  scheduler('blkio'),
  bytesAndRequests('blkio.throttle', '_recursive'),
  bytesAndRequests('blkio.throttle', ''),
];

/** The tables of the first source all of whose files have entries, or else what any of them has. */
export function blockIoStats(read: ReadStat): BlockIoStats {
  const found: Partial<Record<BlockIoTable, readonly BlockIoEntry[]>> = {};
  for (const source of sources) {
    let whole = true;
    for (const [table, file] of Object.entries(source) as [BlockIoTable, string][]) {
      const entries = unlessEmpty(blockIoEntries(read(file)));
      if (entries === undefined) whole = false;
      else found[table] = entries;
    }
    if (whole) break;
  }
  return found;
}

/** Lines `MAJOR:MINOR [OPERATION] VALUE`; the line `Total VALUE` counts all devices. */
export function blockIoEntries(text = ''): readonly BlockIoEntry[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(\d+):(\d+) (?:([A-Za-z]+) )?(\d+)$/.exec(line);
    if (match === null) return [];
    const [, major = '', minor = '', op, value = ''] = match;
    return [
      {
        major: unlessZero(BigInt(major)),
        minor: unlessZero(BigInt(minor)),
        op,
        value: unlessZero(BigInt(value)),
      },
    ];
  });
}
