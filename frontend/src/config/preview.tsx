import { useEffect, useState, type ReactElement } from 'react';
import { Configured } from '../macro/app';
import { isBadge } from '../macro/badge-module';
import type { PageContext } from '../platform/context';
import { text } from '../text/en';
import type { MacroConfig } from '../wire/macro-config';
import styles from './app.module.css';

/** Debounce: typing does not trigger a call per letter. */
const PAUSE_MS = 800;

/** Preview shows the live macro shortly after the last change of the form. null shows nothing. */
export function Preview(props: { config: MacroConfig | null; where: PageContext }): ReactElement {
  const wanted = props.config === null ? '' : JSON.stringify(props.config);
  const [shown, setShown] = useState<{ key: string; config: MacroConfig | null }>({
    key: '',
    config: null,
  });
  const { config } = props;

  useEffect(() => {
    const timer = setTimeout(() => setShown({ key: wanted, config }), PAUSE_MS);
    return () => clearTimeout(timer);
    // The serialised text identifies the configuration; the object changes on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);

  return (
    <section className={styles.preview} aria-labelledby="config-preview">
      <h2 id="config-preview" className={styles.previewTitle}>
        {text.config.preview}
      </h2>
      {shown.config ? (
        <Configured
          config={shown.config}
          where={props.where}
          inline={isBadge(props.where.module)}
        />
      ) : (
        <p className="quiet">{text.config.previewNone}</p>
      )}
    </section>
  );
}
