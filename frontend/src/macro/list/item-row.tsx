import { useId, type ReactElement } from 'react';
import { SmallChart } from '../../providers/row-parts';
import { ago, exactly } from '../../ui/ago';
import { Lozenge } from '../../ui/lozenge';
import { useNow } from '../../ui/use-now';
import { lookOfRow, type Row } from '../rows';
import { ItemDetails } from './item-details';
import styles from './list.module.css';
import { RowLinks } from './row-links';
import { RowName } from './row-name';
import { UnknownTime } from '../../ui/unknown-time';
import { What } from './what';

/** ItemRowProps are one row and its state on the page. */
export interface ItemRowProps {
  row: Row;
  causes: readonly Row[];
  place: string | undefined;
  /** Whether the list has a column of owners. */
  hasOwner: boolean;
  /** Only paper shows the row. */
  isOnPaperOnly: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

/** ItemRow shows one item in one line, two on a narrow page, and its details below on request. */
export function ItemRow(props: ItemRowProps): ReactElement {
  const { row, hasOwner, isOnPaperOnly, isOpen } = props;
  const id = useId();
  const look = lookOfRow(row);
  const marks = [
    styles.row,
    row.was === undefined ? '' : styles.changed,
    isOnPaperOnly ? styles.paper : '',
  ];
  return (
    <>
      <tr className={marks.join(' ')} role="row" data-row={isOnPaperOnly ? 'paper' : 'screen'}>
        <td className={styles.state} role="cell">
          <Lozenge {...look} word={row.item.state} />
        </td>
        {/* The header of each cell is the name, without the remarks beside it. */}
        <th className={styles.name} role="rowheader" scope="row" aria-label={row.item.name}>
          <RowName {...props} detailsId={id} />
        </th>
        {hasOwner && (
          <td className={styles.owner} role="cell">
            <bdi title={row.item.owner}>{row.item.owner}</bdi>
          </td>
        )}
        <td className={styles.what} role="cell">
          <What row={row} causes={props.causes} />
        </td>
        <td className={styles.chart} role="cell">
          <SmallChart item={row.item} asOf={row.source.header?.asOf ?? 0} />
        </td>
        <td className={styles.since} role="cell">
          <Since at={row.item.since} />
        </td>
        <td className={styles.links} role="cell">
          <RowLinks item={row.item} causes={props.causes} />
        </td>
      </tr>
      {isOpen && (
        <tr role="row" className={styles.opened} id={id}>
          <td role="cell" colSpan={hasOwner ? 7 : 6}>
            <ItemDetails {...props} />
          </td>
        </tr>
      )}
    </>
  );
}

function Since({ at }: { at: number | undefined }): ReactElement {
  const now = useNow(30_000);
  if (at === undefined) return <UnknownTime />;
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at)}>
      {ago(at, Math.max(now, at))}
    </time>
  );
}
