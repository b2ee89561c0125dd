import type { ReactElement, ReactNode } from 'react';
import { Tree } from '../../providers/row-parts';
import { text } from '../../text/en';
import { clockTime } from '../../ui/ago';
import { Badge } from '../../ui/lozenge';
import { OutLink } from '../../ui/out-link';
import type { Facts, Link } from '../item';
import { accountOf, placeNameOf } from '../names';
import { current } from '../pages';
import { remarksOn, type Row } from '../rows';
import { Description } from './description';
import styles from './facts.module.css';

/** ItemName shows the name of an item, its kind and its remarks. */
export function ItemName({ row }: { row: Row }): ReactElement {
  const { item, was, olderAsOf } = row;
  return (
    <div className={styles.title}>
      <bdi className={styles.name}>{item.name}</bdi>
      {item.kind !== undefined && <span className={styles.kind}>{item.kind}</span>}
      {was !== undefined && (
        <Badge
          label={was === '' ? text.macro.isNew : text.macro.was(was)}
          why={text.macro.changedWhy}
        />
      )}
      {olderAsOf !== undefined && (
        <Badge label={text.macro.older(clockTime(olderAsOf))} why={text.macro.olderWhy} />
      )}
      {remarksOn(row).map(({ label, why }) => (
        <Badge key={label} label={label} why={why} />
      ))}
    </div>
  );
}

/**
 * ItemFacts shows what an item watches, where, its description and its link. Children precede the
 * link.
 */
export function ItemFacts(props: {
  row: Row;
  placed: boolean;
  children?: ReactNode;
}): ReactElement {
  const { name, description = '', facts, link } = props.row.item;
  return (
    <div className={styles.facts}>
      {facts && <Watched facts={facts} />}
      {props.placed && <Whereabouts row={props.row} />}
      {description !== '' && (
        <div className={styles.description}>
          <Description name={name} text={description} />
        </div>
      )}
      {props.children}
      {link && <ItemLink link={link} />}
    </div>
  );
}

/** ItemTree shows the items that a composite combines. */
export function ItemTree({ row: { item, source } }: { row: Row }): ReactElement | null {
  return <Tree item={item} others={current(source)} />;
}

function Watched({ facts: { what, when, labels } }: { facts: Facts }): ReactElement {
  return (
    <div className={styles.watched}>
      {what !== '' && <bdi>{what}</bdi>}
      {when !== '' && <span> {when}</span>}
      {labels !== '' && <bdi className={styles.labels}>{labels}</bdi>}
    </div>
  );
}

function Whereabouts({ row }: { row: Row }): ReactElement {
  const { source, names } = row;
  const account = accountOf(source);
  const parts = [
    names.connection ?? text.macro.nameless,
    ...(account === undefined ? [] : [text.macro.account(account)]),
    placeNameOf(names, source.asked),
  ];
  return <div className={styles.where}>{parts.join(', ')}</div>;
}

function ItemLink({ link }: { link: Link }): ReactElement {
  return (
    <div className={styles.link}>
      <OutLink href={link.href} label={link.label}>
        {link.text}
      </OutLink>
    </div>
  );
}
