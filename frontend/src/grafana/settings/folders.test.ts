import { describe, expect, test } from 'vitest';
import { aroundOf, choose, search, treeOf, unchoose, type FolderNode } from './folders';

const folder = (uid: string, parent?: string): { uid: string; title: string; parent?: string } => ({
  uid,
  title: uid.toUpperCase(),
  ...(parent === undefined ? {} : { parent }),
});

/** written writes a tree as "a(b c)". */
function written(nodes: readonly FolderNode[]): string {
  return nodes
    .map(({ folder: { uid }, children }) =>
      children.length === 0 ? uid : `${uid}(${written(children)})`,
    )
    .join(' ');
}

describe('a tree of folders', () => {
  test.each([
    ['of one level', [folder('b'), folder('a')], 'a b'],
    ['of three', [folder('c', 'b'), folder('a'), folder('b', 'a')], 'a(b(c))'],
    ['without a parent that is not seen', [folder('b', 'hidden'), folder('a')], 'a b'],
    ['with a circle', [folder('a', 'b'), folder('b', 'a'), folder('c')], 'c a(b)'],
    ['with one inside itself', [folder('a', 'a')], 'a'],
    ['with one twice', [folder('a'), folder('a')], 'a'],
  ])('%s', (_, found, tree) => {
    expect(written(treeOf(found))).toBe(tree);
  });
});

const found = [folder('a'), folder('b', 'a'), folder('c', 'b'), folder('d')];

test('the folders around one are listed from the outside, and circles end', () => {
  expect(aroundOf(folder('c', 'b'), found).map(({ uid }) => uid)).toEqual(['a', 'b']);
  const circle = [folder('a', 'b'), folder('b', 'a')];
  expect(aroundOf(folder('a', 'b'), circle).length).toBeLessThan(3);
});

test.each([
  ['b', ['A / B', 'A / B / C']],
  [' D ', ['D']],
  ['x', []],
])('a search for %j looks at the path', (typed, paths) => {
  const matches = search(typed, found);
  expect(matches.map(({ folder: { title }, around }) => [...around, title].join(' / '))).toEqual(
    paths,
  );
});

test('a folder replaces its subfolders', () => {
  const chosen = [folder('c'), folder('d')];
  expect(choose(folder('a'), chosen, found)).toEqual([folder('d'), folder('a')]);
  expect(unchoose('c', chosen)).toEqual([folder('d')]);
});
