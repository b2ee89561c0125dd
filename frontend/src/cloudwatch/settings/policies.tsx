import type { ReactElement } from 'react';
import { CopyButton } from '../../settings/copy-button';
import styles from '../../settings/proof/proof-panel.module.css';
import { text } from '../../text/en';
import type { AccountSettings } from '../wire/account-settings';
import { rightCondition, wrongLine, type Fault } from './diagnosis';

/** Policies shows the likely wrong line of the trust policy, if known, and its correction. */
export function Policies(props: { fault: Fault | null; settings: AccountSettings }): ReactElement {
  const { fault, settings } = props;
  const words = text.settings.testing.diagnosis;
  const wrong = fault ? wrongLine(fault, settings.externalId) : undefined;
  const right = rightCondition(settings.setup);
  return (
    <div className={styles.policies}>
      {wrong !== undefined && <Excerpt label={words.wrong} text={wrong} />}
      <Excerpt label={words.right} text={right} copyAs={words.what} />
    </div>
  );
}

function Excerpt(props: { label: string; text: string; copyAs?: string }): ReactElement {
  return (
    <figure className={styles.excerpt}>
      <figcaption className={styles.caption}>
        <span>{props.label}</span>
        {props.copyAs !== undefined && (
          <CopyButton value={props.text} what={props.copyAs} appearance="default" />
        )}
      </figcaption>
      <pre className={styles.policy} role="group" aria-label={props.label}>
        {props.text}
      </pre>
    </figure>
  );
}
