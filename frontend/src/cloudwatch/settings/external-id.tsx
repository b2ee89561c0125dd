import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import type { Loaded } from '../../settings/api';
import { Copyable } from '../../settings/copyable';
import styles from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { Settings } from '../../wire/settings';
import { Reissue } from './reissue';
import { Rotating, type RotatingProps } from './rotation/rotating';
import rotation from './rotation/rotation.module.css';

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
  renderTest: RotatingProps['renderTest'];
}

/**
 * ExternalId shows the External ID of the space and lets an admin issue a new one, if the
 * deployment offers AWS accounts.
 */
export function ExternalId(props: ExternalIdProps): ReactElement | null {
  const { loaded, asking, onAsk } = props;
  const words = text.settings.externalId;
  const { accounts } = loaded.settings;
  if (!accounts) return null;
  return (
    <section className={styles.section}>
      <div>
        <h2 className={styles.heading}>{words.title}</h2>
        <p className={styles.intro}>{words.intro}</p>
      </div>
      <Copyable
        label={accounts.rotation ? words.newValue : words.value}
        help={words.valueHelp}
        value={accounts.externalId}
      />
      <Rotating {...props} accounts={accounts}>
        {asking ? (
          <Reissue {...props} current={accounts.externalId} />
        ) : (
          <div className={rotation.other}>
            <p className={rotation.hint}>{words.other}</p>
            <Button id={REISSUE} appearance="subtle" onClick={onAsk}>
              {words.issue}
            </Button>
          </div>
        )}
      </Rotating>
    </section>
  );
}
