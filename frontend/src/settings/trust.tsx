import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { Settings } from '../wire/settings';
import { Copyable } from './copyable';
import styles from './page.module.css';
import { permissionsPolicy, trustPolicy } from './policies';

/** Before says, in plain words, what linking an account means. */
export function Before(): ReactElement {
  const { before } = text.settings;
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{before.title}</h2>
      <ul className={styles.list}>
        <li>{before.readers}</li>
        <li>{before.role}</li>
        <li>{before.kept}</li>
      </ul>
    </section>
  );
}

/** Trust shows what the customer's AWS account has to be told, ready to copy. */
export function Trust(props: { settings: Settings }): ReactElement {
  const { settings } = props;
  const { trust } = text.settings;
  return (
    <section className={styles.section}>
      <div>
        <h2 className={styles.heading}>{trust.title}</h2>
        <p className={styles.intro}>{trust.intro}</p>
      </div>
      <div className={styles.pair}>
        <Copyable label={trust.externalId} help={trust.externalIdHelp} value={settings.externalId} />
        <Copyable label={trust.principal} help={trust.principalHelp} value={settings.principalArn} />
        <Copyable label={trust.trustPolicy} help={trust.trustHelp} value={trustPolicy(settings)} block />
        <Copyable label={trust.permissions} help={trust.permissionsHelp} value={permissionsPolicy()} block />
      </div>
    </section>
  );
}
