import { Fields } from './fields';

/** Folder is a folder of a stack. Its uid decides; its title is for people. */
export interface Folder {
  uid: string;
  title: string;
}

/** FoundFolder is a folder that a test found. */
export interface FoundFolder extends Folder {
  /** The uid of the folder around it; absent at the top. */
  parent?: string | undefined;
}

/** parseFoundFolder parses a folder that a test found. */
export function parseFoundFolder(value: unknown): FoundFolder {
  const fields = new Fields(value, 'folder');
  const parent = fields.optionalString('parent');
  return { ...readFolder(fields), parent: parent === '' ? undefined : parent };
}

/** foldersIn reads the member `folders`, which is absent where nothing limits a connection. */
export function foldersIn(fields: Fields): Folder[] {
  return fields.raw('folders') === undefined
    ? []
    : fields.list('folders', (folder) => readFolder(new Fields(folder, 'folder')));
}

/** A folder without a title has its uid as the title. */
function readFolder(fields: Fields): Folder {
  const uid = fields.string('uid');
  const title = fields.optionalString('title');
  return { uid, title: title === undefined || title === '' ? uid : title };
}
