/** As native/checksum.h. */
export function checksum(content: Uint8Array): bigint {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const next = (hash: bigint, value: bigint) => BigInt.asUintN(64, (hash ^ value) * 0x100000001b3n);
  let hash = 0xcbf29ce484222325n;
  let at = 0;
  for (; content.length - at >= 8; at += 8) {
    hash = next(hash, view.getBigUint64(at, true));
    hash ^= hash >> 32n;
  }
  for (; at < content.length; at += 1) hash = next(hash, BigInt(content[at] ?? 0));
  return hash;
}
