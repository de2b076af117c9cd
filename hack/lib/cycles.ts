import { posix } from 'node:path';
import type { Fault } from './faults.ts';
import type { Import } from './imports.ts';

type Graph = ReadonlyMap<string, ReadonlyMap<string, Import>>;

/**
 * Circles among files, and among folders neither of which contains the other. (A folder and the
 * folder it lies in may know each other: an index lists its parts, parts share its types.)
 */
export function cycleFaults(imports: readonly Import[]): Fault[] {
  const inner = imports.filter(({ target }) => target !== undefined);
  const files = graphOf(inner, (path) => path);
  const folders = graphOf(inner, posix.dirname);
  return [...circles(files, 'files'), ...circles(folders, 'folders')];
}

function graphOf(imports: readonly Import[], nodeOf: (path: string) => string): Graph {
  const graph = new Map<string, Map<string, Import>>();
  for (const found of imports) {
    const from = nodeOf(found.file);
    const to = nodeOf(found.target ?? '');
    if (to.startsWith(`${from}/`) || from.startsWith(`${to}/`)) continue;
    if (from === to && nodeOf(found.file) !== found.file) continue;
    const edges = graph.get(from) ?? new Map<string, Import>();
    if (!edges.has(to)) edges.set(to, found);
    graph.set(from, edges);
  }
  return graph;
}

/** One fault a circle, placed at the import that closes it. */
function circles(graph: Graph, what: string): Fault[] {
  const faults: Fault[] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    if (done.has(node)) return;
    for (const [next, found] of graph.get(node) ?? []) {
      const start = [...path, node].indexOf(next);
      if (start < 0) visit(next, [...path, node]);
      else faults.push(circle([...path, node].slice(start), found, what));
    }
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return faults;
}

function circle(nodes: readonly string[], closing: Import, what: string): Fault {
  const round = [...nodes, nodes[0]].join(' -> ');
  const text = `closes a circle of ${what}: ${round}: move what they share below both`;
  return { file: closing.file, line: closing.line, text };
}
