/** The row that a mistyped name most likely meant: one begins like the other, or holds its letters. */
export function nearest<Row extends { readonly name: string; readonly hidden?: boolean }>(
  given: string,
  rows: readonly Row[],
): Row | undefined {
  const wanted = letters(given);
  if (wanted.length < 2) return undefined;
  const shown = rows.filter(({ hidden }) => hidden !== true);
  const begins = shown.find(({ name }) => letters(name).startsWith(wanted));
  if (begins !== undefined) return begins;
  return shown
    .map((row) => ({ row, alike: sharedEnds(wanted, letters(row.name)) }))
    .filter(({ row, alike }) => alike >= 2 && alike >= letters(row.name).length - 2)
    .filter(({ row }) => Math.abs(letters(row.name).length - wanted.length) <= 2)
    .sort((a, b) => b.alike - a.alike)[0]?.row;
}

/** `--pidFile` and `--pid_file` mean `--pid-file`. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How many letters two words have in common at their beginning and, behind it, at their end. */
function sharedEnds(one: string, other: string): number {
  const longest = Math.min(one.length, other.length);
  let start = 0;
  while (start < longest && one[start] === other[start]) start++;
  let end = 0;
  while (end < longest - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return start + end;
}
