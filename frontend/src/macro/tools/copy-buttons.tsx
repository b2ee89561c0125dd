import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { text } from '../../text/en';
import { copyText } from '../../ui/copy';
import styles from './toolbar.module.css';

/** CopyButtons copy the visible rows as text. A click generates the text. */
export function CopyButtons(props: { markdown: () => string; csv: () => string }): ReactElement {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
  const words = text.macro.tools;
  const copy = async (write: () => string): Promise<void> => {
    setOutcome('none');
    setOutcome((await copyText(write())) ? 'copied' : 'failed');
  };
  return (
    <span className={styles.copy}>
      <Button spacing="compact" appearance="subtle" onClick={() => void copy(props.markdown)}>
        {words.markdown}
      </Button>
      <Button spacing="compact" appearance="subtle" onClick={() => void copy(props.csv)}>
        {words.csv}
      </Button>
      <span role="status" className="small">
        {outcome === 'copied' && words.copied}
        {outcome === 'failed' && words.notCopied}
      </span>
    </span>
  );
}
