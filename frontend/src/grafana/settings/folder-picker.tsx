import Textfield from '@atlaskit/textfield';
import { useState, type ReactElement } from 'react';
import { text } from '../../text/en';
import type { Folder, FoundFolder } from '../../wire/folder';
import { FolderRow, type RowContext } from './folder-row';
import { choose, MOST_FOLDERS, search, treeOf, unchoose, type FolderNode } from './folders';
import styles from './folders.module.css';

/** From this number of folders on the picker has a search box. */
const SEARCHABLE = 20;

/** FolderPickerProps are the folders to choose from, and the chosen ones. */
export interface FolderPickerProps {
  found: readonly FoundFolder[];
  chosen: readonly Folder[];
  /** Whether a test has found the folders; otherwise only the chosen ones are known. */
  isKnown: boolean;
  onChange: (chosen: Folder[]) => void;
}

/** FolderPicker chooses folders from a tree, or from the matches of a search. */
export function FolderPicker(props: FolderPickerProps): ReactElement {
  const { found, chosen, isKnown, onChange } = props;
  const [typed, setTyped] = useState('');
  const words = text.settings.form.stacks.folders;
  const context: RowContext = {
    found,
    chosen,
    onToggle: (folder, isOn) =>
      onChange(isOn ? choose(folder, chosen, found) : unchoose(folder.uid, chosen)),
  };
  const unseen = chosen.filter(({ uid }) => !found.some((it) => it.uid === uid));
  const matches = typed.trim() === '' ? null : search(typed, found);
  return (
    <div className={styles.picker}>
      {found.length >= SEARCHABLE && (
        <Textfield
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <div className={styles.list} role="group" aria-label={words.tree}>
        {unseen.length > 0 && (
          <ul className={styles.level}>
            {unseen.map((folder) => (
              <FolderRow
                key={folder.uid}
                {...context}
                folder={folder}
                remark={isKnown ? words.gone : ''}
              />
            ))}
          </ul>
        )}
        {matches ? (
          <ul className={styles.level}>
            {matches.map(({ folder, around }) => (
              <FolderRow
                key={folder.uid}
                {...context}
                folder={folder}
                remark={around.length === 0 ? '' : words.inside(around.join(' / '))}
              />
            ))}
          </ul>
        ) : (
          <Level {...context} nodes={treeOf(found)} />
        )}
      </div>
      <p role="status" className={styles.hint}>
        {matches ? words.found(matches.length) : words.chosen(chosen.length)}
      </p>
      {found.length >= MOST_FOLDERS && <p className={styles.hint}>{words.cut}</p>}
    </div>
  );
}

function Level(props: RowContext & { nodes: readonly FolderNode[] }): ReactElement | null {
  const { nodes, ...context } = props;
  if (nodes.length === 0) return null;
  return (
    <ul className={styles.level}>
      {nodes.map(({ folder, children }) => (
        <FolderRow key={folder.uid} {...context} folder={folder} remark="">
          <Level {...context} nodes={children} />
        </FolderRow>
      ))}
    </ul>
  );
}
