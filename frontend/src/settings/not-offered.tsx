import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Message } from '../ui/message';
import styles from './page.module.css';

/** NOT_OFFERED is the id of the element that replaces the guide, which is focusable. */
export const NOT_OFFERED = 'not-offered';

/** NotOffered replaces the guide where the deployment links no connections. */
export function NotOffered(): ReactElement {
  return (
    <div id={NOT_OFFERED} className={styles.notice} tabIndex={-1}>
      <Message tone="information">
        <p>{text.settings.notOffered}</p>
      </Message>
    </div>
  );
}
