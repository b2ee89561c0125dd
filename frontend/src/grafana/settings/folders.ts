import type { Folder, FoundFolder } from '../../wire/folder';

/** MOST_FOLDERS is the most folders that the backend lists. */
export const MOST_FOLDERS = 1000;

/** FolderNode is a folder with its subfolders. */
export interface FolderNode {
  folder: FoundFolder;
  children: FolderNode[];
}

/** Match is a folder that a search found, with the titles of the folders around it. */
export interface Match {
  folder: FoundFolder;
  around: string[];
}

/**
 * treeOf arranges folders as a tree, in the order of their titles. A folder whose parent is not among
 * them, or that is around itself, is at the top.
 */
export function treeOf(found: readonly FoundFolder[]): FolderNode[] {
  const left = new Map(found.map((folder) => [folder.uid, folder]));
  const take = (folder: FoundFolder): FolderNode => {
    left.delete(folder.uid);
    return { folder, children: inOrder(found.filter((it) => it.parent === folder.uid)) };
  };
  const inOrder = (folders: readonly FoundFolder[]): FolderNode[] =>
    folders
      .toSorted((a, b) => a.title.localeCompare(b.title))
      .flatMap((folder) => (left.has(folder.uid) ? [take(folder)] : []));
  const known = new Set(left.keys());
  const tops = found.filter(({ parent }) => parent === undefined || !known.has(parent));
  return [...inOrder(tops), ...inOrder(found)];
}

/** aroundOf lists the folders around a folder, the outermost first. */
export function aroundOf(folder: FoundFolder, found: readonly FoundFolder[]): FoundFolder[] {
  const around: FoundFolder[] = [];
  let parent = found.find(({ uid }) => uid === folder.parent);
  while (parent && parent !== folder && !around.includes(parent)) {
    around.unshift(parent);
    const { parent: next } = parent;
    parent = found.find(({ uid }) => uid === next);
  }
  return around;
}

/** search finds the folders whose title, or one around it, contains a text. */
export function search(typed: string, found: readonly FoundFolder[]): Match[] {
  const wanted = typed.trim().toLowerCase();
  return found
    .map((folder) => ({ folder, around: aroundOf(folder, found).map(({ title }) => title) }))
    .filter(({ folder, around }) =>
      [...around, folder.title].some((title) => title.toLowerCase().includes(wanted)),
    )
    .toSorted((a, b) => pathOf(a).localeCompare(pathOf(b)));
}

function pathOf({ folder, around }: Match): string {
  return [...around, folder.title].join(' / ');
}

/** choose adds a folder to a fence. Its subfolders come with it. */
export function choose(
  folder: FoundFolder,
  chosen: readonly Folder[],
  found: readonly FoundFolder[],
): Folder[] {
  const inside = (uid: string): boolean => {
    const it = found.find((other) => other.uid === uid);
    return it !== undefined && aroundOf(it, found).some((around) => around.uid === folder.uid);
  };
  const { uid, title } = folder;
  return [...unchoose(uid, chosen).filter((other) => !inside(other.uid)), { uid, title }];
}

/** unchoose takes a folder out of a fence. */
export function unchoose(uid: string, chosen: readonly Folder[]): Folder[] {
  return chosen.filter((other) => other.uid !== uid);
}
