import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import styles from './copyable.module.css';
import { useCopy } from './use-copy';

/** CopyButtonProps are what to copy, and what to call it where the button is read out. */
export interface CopyButtonProps {
  value: string;
  what: string;
  appearance: 'default' | 'subtle';
}

/** CopyButton copies a value and says whether it was copied. */
export function CopyButton(props: CopyButtonProps): ReactElement {
  const { value, what, appearance } = props;
  const { copy: words } = text.settings;
  const { outcome, copy } = useCopy(value);
  return (
    <>
      <Button
        spacing="compact"
        appearance={appearance}
        aria-label={words.label(what)}
        onClick={() => void copy()}
      >
        {outcome === 'copied' ? words.copied : words.copy}
      </Button>
      <span role="status" className={outcome === 'failed' ? styles.failed : 'visually-hidden'}>
        {outcome === 'copied' && words.done(what)}
        {outcome === 'failed' && words.failed}
      </span>
    </>
  );
}
