import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from './source-files';

type Graph = ReadonlyMap<string, readonly string[]>;

/** cycleIn returns one cycle of a graph as a path from a module back to itself, or null. */
function cycleIn(graph: Graph): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | null => {
    const at = path.indexOf(node);
    if (at >= 0) return [...path.slice(at), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return null;
}

describe('imports', () => {
  const graph: Graph = new Map(sourceFiles('src').map((file) => [file, importsOf(file)]));

  it('form no cycle, imports of types included', () => {
    expect(cycleIn(graph)).toBeNull();
  });

  it('are all read', () => {
    expect(graph.size).toBeGreaterThan(100);
    expect(graph.get('src/macro/main.tsx')).toEqual(['src/ui/boot.tsx', 'src/macro/app.tsx']);
  });

  it('with a cycle are found', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', []],
      ['d', ['b']],
    ]);
    expect(cycleIn(graph)).toEqual(['b', 'd', 'b']);
  });
});
