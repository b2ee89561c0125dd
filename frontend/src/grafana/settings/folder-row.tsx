import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import { Choice } from '../../ui/choice';
import type { Folder, FoundFolder } from '../../wire/folder';
import { aroundOf } from './folders';

/** RowContext is what the rows of a picker share. */
export interface RowContext {
  found: readonly FoundFolder[];
  chosen: readonly Folder[];
  onToggle: (folder: FoundFolder, isOn: boolean) => void;
}

/** FolderRowProps are a folder, a remark beside its title, and its subfolders. */
export interface FolderRowProps extends RowContext {
  folder: FoundFolder;
  remark: string;
  children?: ReactNode;
}

/** FolderRow is the checkbox of a folder. A chosen folder includes its subfolders. */
export function FolderRow(props: FolderRowProps): ReactElement {
  const { folder, found, chosen, remark, children, onToggle } = props;
  const isChosen = (uid: string): boolean => chosen.some((it) => it.uid === uid);
  const cover = aroundOf(folder, found).find(({ uid }) => isChosen(uid));
  const words = text.settings.form.stacks.folders;
  const note = cover ? words.inside(cover.title) : remark;
  return (
    <li>
      <Choice
        type="checkbox"
        id={`folder-${folder.uid}`}
        name="folder"
        label={note === '' ? folder.title : `${folder.title} ${note}`}
        checked={isChosen(folder.uid) || cover !== undefined}
        disabled={cover !== undefined}
        onChange={(isOn) => onToggle(folder, isOn)}
      />
      {children}
    </li>
  );
}
