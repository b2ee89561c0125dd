import type { ReactElement } from 'react';
import { rulesConfig } from '../../text/grafana/en-config';
import { StateIcon } from '../../ui/state-icon';
import { useNow } from '../../ui/use-now';
import { expiryOf } from '../expiry';
import styles from './token-note.module.css';

const MINUTE_MS = 60_000;

/** TokenNote tells authors that the token of a connection ends soon, or has ended. */
export function TokenNote({ day }: { day: string }): ReactElement | null {
  const expiry = expiryOf(day, useNow(MINUTE_MS));
  if (expiry === undefined || expiry.state === 'later') return null;
  const { soon, over } = rulesConfig.tokenEnds;
  return (
    <span title={day}>
      <span className={styles.icon}>
        <StateIcon shape="diamond" />
      </span>{' '}
      {expiry.state === 'soon' ? soon(expiry.days) : over}
    </span>
  );
}
