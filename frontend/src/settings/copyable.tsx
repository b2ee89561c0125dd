import Button from '@atlaskit/button/new';
import { useEffect, useId, useState, type ReactElement } from 'react';
import { text } from '../text/en';
import { copyText } from './copy';
import styles from './copyable.module.css';

/** How long "Copied" stays on the button. */
const CONFIRM_MS = 2000;

/** Copyable shows a value with a button that copies it, and says that it was copied. */
export function Copyable(props: {
  label: string;
  help: string;
  value: string;
  block?: boolean;
}): ReactElement {
  const { label, help, value, block } = props;
  const { copy } = text.settings;
  const id = useId();
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');

  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(() => setOutcome('none'), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const run = async (): Promise<void> => setOutcome((await copyText(value)) ? 'copied' : 'failed');
  return (
    <div className={styles.copyable} role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <h3 className={styles.label} id={id}>
          {label}
        </h3>
        <Button spacing="compact" aria-label={copy.label(label)} onClick={() => void run()}>
          {outcome === 'copied' ? copy.copied : copy.copy}
        </Button>
      </div>
      {block ? <pre className={styles.value}>{value}</pre> : <code className={styles.value}>{value}</code>}
      <p className={styles.help}>{help}</p>
      <div role="status" className={outcome === 'failed' ? styles.failed : 'visually-hidden'}>
        {outcome === 'copied' && copy.done(label)}
        {outcome === 'failed' && copy.failed}
      </div>
    </div>
  );
}
