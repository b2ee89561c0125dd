import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { useCopy } from '../ui/use-copy';
import styles from './copyable.module.css';

/** CopyButtonProps are the value to copy and its accessible name. */
export interface CopyButtonProps {
  value: string;
  what: string;
  appearance: 'default' | 'subtle';
}

/** CopyButton copies a value and shows the outcome. */
export function CopyButton(props: CopyButtonProps): ReactElement {
  const { value, what, appearance } = props;
  const { copy: words } = text.settings;
  const { outcome, copy } = useCopy();
  return (
    <>
      <Button
        spacing="compact"
        appearance={appearance}
        aria-label={words.label(what)}
        onClick={() => void copy(value)}
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
