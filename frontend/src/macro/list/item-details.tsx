import { useContext, type ReactElement } from 'react';
import { Chart, More, Tree } from '../../providers/row-parts';
import { text } from '../../text/en';
import { exactly } from '../../ui/ago';
import { OutLink } from '../../ui/out-link';
import type { Item } from '../item';
import { PageAddress } from '../page-address';
import { current, isStale } from '../ages';
import { Description } from '../row/description';
import { evidenceWords } from '../row/evidence-words';
import { remarksOn, type Row } from '../rows';
import { ChatButton } from '../tools/chat-button';
import styles from './details.module.css';

/** ItemDetails is everything about one item: why it is in its state, what it watches, what to do. */
export function ItemDetails({
  row,
  place,
}: {
  row: Row;
  place?: string | undefined;
}): ReactElement {
  const { item, source } = row;
  const others = isStale(source) ? source.items : current(source);
  return (
    <div className={styles.details}>
      <div className={styles.texts}>
        <Facts row={row} place={place} />
        <More item={item} />
        <Actions row={row} />
      </div>
      <div className={styles.pictures}>
        <Chart item={item} />
        <Tree item={item} others={others} />
      </div>
    </div>
  );
}

function Facts({ row, place }: { row: Row; place?: string | undefined }): ReactElement {
  const { item, source } = row;
  const { facts, evidence, reason, description = '', since, kind, account, folder } = item;
  const where = place ?? folder;
  const words = text.macro.details;
  return (
    <dl className={styles.facts}>
      {description !== '' && (
        <Fact name={words.description}>
          <Description text={description} />
        </Fact>
      )}
      {evidence && (
        <Fact name={words.evidence}>
          <bdi>
            {evidenceWords({ ...evidence, brief: evidence.full }, source.header?.asOf ?? 0)}
          </bdi>
        </Fact>
      )}
      {kind !== undefined && <Fact name={words.kind}>{kind}</Fact>}
      {facts && (
        <Fact name={words.watches}>
          <bdi>{[facts.what, facts.when].filter(Boolean).join(' ')}</bdi>
          {facts.labels !== '' && <bdi className={styles.labels}>{facts.labels}</bdi>}
        </Fact>
      )}
      {remarksOn(row).map(({ label, why }) => (
        <Fact key={label} name={label}>
          {why}
        </Fact>
      ))}
      {since !== undefined && <Fact name={words.since}>{exactly(since)}</Fact>}
      {where !== undefined && (
        <Fact name={words.place}>
          <bdi>{where}</bdi>
        </Fact>
      )}
      {account !== undefined && (
        <Fact name={text.macro.columns.account}>
          <bdi>{text.macro.accountId(account)}</bdi>
        </Fact>
      )}
      {reason !== undefined && reason !== '' && (
        <Fact name={words.reason}>
          <bdi>{item.brief ?? reason}</bdi>
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { name: string; children: React.ReactNode }): ReactElement {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Actions({ row }: { row: Row }): ReactElement {
  const { runbook, link, name }: Item = row.item;
  const page = useContext(PageAddress);
  return (
    <div className={styles.actions}>
      {runbook && (
        <OutLink href={runbook.href} label={text.macro.runbookOf(name, runbook.host)}>
          {text.macro.runbookOn(runbook.host)}
        </OutLink>
      )}
      {link && (
        <OutLink href={link.href} label={link.label}>
          {link.text}
        </OutLink>
      )}
      <ChatButton row={row} page={page} />
    </div>
  );
}
