/** As native/checksum.h. */
export function checksum(content: Uint8Array): bigint {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const lanes = [1n, 2n, 3n, 4n];
  let at = 0;
  for (; content.length - at >= 32; at += 32) {
    for (const lane of lanes.keys()) {
      lanes[lane] = step(lanes[lane] ?? 0n, view.getBigUint64(at + 8 * lane, true));
    }
  }
  for (; at < content.length; at += 1) lanes[0] = step(lanes[0] ?? 0n, BigInt(content[at] ?? 0));
  return lanes.reduce(step, BigInt(content.length));
}

function step(hash: bigint, word: bigint): bigint {
  const mixed = hash ^ word;
  return BigInt.asUintN(
    64,
    BigInt.asUintN(64, (mixed << 29n) | (mixed >> 35n)) * 0x9e3779b97f4a7c15n,
  );
}
