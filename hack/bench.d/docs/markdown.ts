/** A table, its first row the head; columns but the first are numbers. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [head, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
