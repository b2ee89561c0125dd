import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import type { Loaded } from '../../settings/api';
import { Copyable } from '../../settings/copyable';
import styles from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { Settings } from '../../wire/settings';
import { Reissue } from './reissue';

/** The id of the button that opens the question. */
export const REISSUE = 'reissue-external-id';

/** ExternalIdProps are the settings, whether the question is open, and what to do with its answer. */
export interface ExternalIdProps {
  loaded: Loaded;
  asking: boolean;
  onAsk: () => void;
  onKept: () => void;
  /** `words` say what to do next. */
  onIssued: (settings: Settings, words: string) => void;
  /** Another admin was quicker. */
  onConflict: (words: string) => void;
}

/** ExternalId shows the External ID of the space and lets an admin issue a new one. */
export function ExternalId(props: ExternalIdProps): ReactElement {
  const { loaded, asking, onAsk } = props;
  const words = text.settings.externalId;
  return (
    <section className={styles.section}>
      <div>
        <h2 className={styles.heading}>{words.title}</h2>
        <p className={styles.intro}>{words.intro}</p>
      </div>
      <Copyable label={words.value} help={words.valueHelp} value={loaded.settings.externalId} />
      {asking ? (
        <Reissue {...props} />
      ) : (
        <div>
          <Button id={REISSUE} onClick={onAsk}>
            {words.issue}
          </Button>
        </div>
      )}
    </section>
  );
}
