import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { Configured } from '../macro/app';
import { isBadge } from '../macro/badge-module';
import type { PageContext } from '../platform/context';
import { text } from '../text/en';
import type { MacroConfig } from '../wire/macro-config';
import type { Answer } from './answer';
import styles from './preview.module.css';
import { useSettled } from './use-settled';

/**
 * Preview shows the live macro shortly after the last change of the form. null shows nothing but
 * the reason. In a narrow modal the author unfolds it.
 */
export function Preview(props: {
  config: MacroConfig | null;
  /** Why the form has no answer, while it is not valid. */
  none: string;
  where: PageContext;
  onAnswer: (answer: Answer) => void;
}): ReactElement {
  const shown = useSettled(props.config);
  const [isOpen, open] = useState(false);
  return (
    <section className={styles.preview} aria-labelledby="config-preview">
      <h2 id="config-preview" className={styles.title}>
        {text.config.preview}
      </h2>
      <div className={styles.toggle}>
        <Button
          spacing="compact"
          aria-expanded={isOpen}
          aria-controls="config-previewed"
          onClick={({ currentTarget }) => {
            flushSync(() => open(!isOpen));
            if (!isOpen) currentTarget.scrollIntoView();
          }}
        >
          {isOpen ? text.config.hidePreview : text.config.showPreview}
        </Button>
      </div>
      <div id="config-previewed" className={styles.body} data-open={isOpen}>
        {shown ? (
          <Configured
            config={shown}
            where={props.where}
            inline={isBadge(props.where.module)}
            onAnswer={props.onAnswer}
          />
        ) : (
          <p className={`quiet ${styles.none}`}>{props.none}</p>
        )}
      </div>
      <p className={`quiet ${styles.live}`}>{text.config.live}</p>
    </section>
  );
}
