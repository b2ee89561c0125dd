import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { listed } from '../text/plural';
import { Message } from '../ui/message';
import type { Removal } from '../wire/receipts';
import { downloadReceipt } from './download';
import styles from './page.module.css';

/** News is what has just been done. */
export interface News {
  tone: 'success' | 'caution';
  words: string;
  /** A removal whose receipt can be kept. */
  removed?: Removal;
}

/** removedNews says what a removal erased. */
export function removedNews(removed: Removal): News {
  const { removal } = text.settings;
  const records = listed(removed.records.map(removal.records));
  const words = removal.done(removed.name, records === '' ? removal.nothing : records);
  return { tone: 'success', words, removed };
}

/** Notice tells the news, and reads it out. It is on the page before there are any. */
export function Notice(props: { news: News | null }): ReactElement {
  const { news } = props;
  return (
    <div role="status" id="notice" className={styles.notice} tabIndex={-1}>
      {news && (
        <Message tone={news.tone}>
          <p>{news.words}</p>
          {news.removed?.receipt && (
            <RemovalReceipt name={news.removed.name} receipt={news.removed.receipt} />
          )}
        </Message>
      )}
    </div>
  );
}

function RemovalReceipt(props: { name: string; receipt: object }): ReactElement {
  return (
    <div className={styles.buttons}>
      <Button
        spacing="compact"
        onClick={() => downloadReceipt('removal', props.name, props.receipt, Date.now())}
      >
        {text.settings.receipts.removal}
      </Button>
    </div>
  );
}
