import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { listed } from '../text/plural';
import { Message } from '../ui/message';
import type { Removal } from '../wire/receipts';
import type { ListedConnection } from '../wire/settings';
import { downloadReceipt } from './download';
import styles from './page.module.css';
import type { News } from './state';

/** removedNews lists what the removal of a connection erased. */
export function removedNews(removed: Removal, kind: ListedConnection['kind']): News {
  const { connections, removal } = text.settings;
  const records = listed(removed.records.map((record) => removal.record(kind, record)));
  const words = removal.done(
    removed.name || connections.unnamed,
    records === '' ? removal.nothing : records,
  );
  return { tone: 'success', words, removed };
}

/** NoticeProps are the news, and the removals with a receipt to download. */
export interface NoticeProps {
  news: News | null;
  kept: readonly News[];
  onDismiss: (kept: News) => void;
}

/**
 * Notice shows the news as a live region. It is in the page while empty: screen readers announce
 * changes only.
 */
export function Notice(props: NoticeProps): ReactElement {
  const { news, kept, onDismiss } = props;
  return (
    <div role="status" aria-atomic={false} id="notice" className={styles.notice} tabIndex={-1}>
      {kept.map((each, at) => (
        <Message key={at} tone={each.tone}>
          <p id={`removal-${at}`}>{each.words}</p>
          {each.removed?.receipt && (
            <RemovalReceipt
              name={each.removed.name}
              describedBy={`removal-${at}`}
              receipt={each.removed.receipt}
              onDismiss={() => onDismiss(each)}
            />
          )}
        </Message>
      ))}
      {news && (
        <Message tone={news.tone}>
          <p>{news.words}</p>
        </Message>
      )}
    </div>
  );
}

interface RemovalReceiptProps {
  name: string;
  /** The id of the element that describes the receipt. */
  describedBy: string;
  receipt: object;
  onDismiss: () => void;
}

function RemovalReceipt(props: RemovalReceiptProps): ReactElement {
  const { name, describedBy, receipt, onDismiss } = props;
  const words = text.settings.receipts;
  return (
    <>
      <p>{words.onlyNow}</p>
      <div className={styles.buttons}>
        <Button
          spacing="compact"
          aria-describedby={describedBy}
          onClick={() => downloadReceipt('removal', name, receipt, Date.now())}
        >
          {words.removal}
        </Button>
        <Button spacing="compact" aria-label={words.dismissOf(name)} onClick={onDismiss}>
          {words.dismiss}
        </Button>
      </div>
    </>
  );
}
