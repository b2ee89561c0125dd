import type { ReactElement } from 'react';
import { text } from '../../text/en';
import type { Grouping, Layout } from '../../wire/macro-config';
import type { Row } from '../rows';
import { groupRows } from '../tools/group';
import { ItemCards } from './item-cards';
import { ItemTable } from './item-table';
import styles from './full.module.css';

/** Groups show alarms grouped by anything but their source. Each row then names its source. */
export function Groups(props: {
  rows: readonly Row[];
  by: Exclude<Grouping, 'source'>;
  layout: Layout | undefined;
}): ReactElement {
  const List = props.layout === 'cards' ? ItemCards : ItemTable;
  return (
    <>
      {groupRows(props.rows, props.by).map(({ title, rows }, index) => (
        // Two composites with the same name, in two places, are two groups.
        <div key={`${title} ${index}`} className={styles.group}>
          <h3 className={styles.groupTitle}>
            <bdi>{title}</bdi>{' '}
            <span className={styles.groupCount}>{text.macro.alarms(rows.length)}</span>
          </h3>
          <List rows={rows} caption={text.macro.captionOf(title)} placed />
        </div>
      ))}
    </>
  );
}
