import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import type { Loaded } from '../../settings/api';
import { Copyable } from '../../settings/copyable';
import styles from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { Settings } from '../../wire/settings';
import { idUsers } from './id-users';
import { Reissue } from './reissue';
import { Rotating } from './rotation/rotating';
import change from './rotation/rotation.module.css';

/** The id of the button that opens the confirmation. */
export const REISSUE = 'reissue-external-id';

/**
 * ExternalIdProps are the settings, whether the confirmation is open, and the callbacks for its
 * outcome.
 */
export interface ExternalIdProps {
  loaded: Loaded;
  asking: boolean;
  onAsk: () => void;
  onKept: () => void;
  /** `words` name the next step. */
  onIssued: (settings: Settings, words: string) => void;
  /** Another admin has issued a new one first. */
  onConflict: (words: string) => void;
  /** The settings after a rotation has begun or ended. */
  onReplaced: (settings: Settings) => void;
}

/**
 * ExternalId shows the External ID of the space and lets an admin issue a new one, if the
 * deployment offers AWS accounts.
 */
export function ExternalId(props: ExternalIdProps): ReactElement | null {
  const { loaded, asking, onAsk } = props;
  const words = text.settings.externalId;
  const { accounts, connections } = loaded.settings;
  if (!accounts) return null;
  const { rotation, externalId } = accounts;
  const users = idUsers(connections);
  return (
    <section className={styles.section}>
      <div>
        <h2 className={styles.heading}>{words.title}</h2>
        <p className={styles.intro}>{rotation ? words.introRotating : words.intro}</p>
      </div>
      {rotation ? (
        <div className={styles.pair}>
          <Copyable label={words.newValue} help={words.newHelp} value={externalId} />
          <Copyable
            label={words.formerValue}
            help={words.formerHelp}
            value={rotation.formerExternalId}
          />
        </div>
      ) : (
        <Copyable label={words.value} help={words.valueHelp} value={externalId} />
      )}
      <Rotating {...props} rotation={rotation}>
        {users && asking && <Reissue {...props} users={users} current={externalId} />}
        {users && !asking && (
          <div className={change.other}>
            <p className={change.hint}>{words.other}</p>
            <Button id={REISSUE} appearance="subtle" onClick={onAsk}>
              {words.issue}
            </Button>
          </div>
        )}
      </Rotating>
    </section>
  );
}
