import Button from '@atlaskit/button/new';
import { useId, type ReactElement } from 'react';
import { CopyButton } from '../../settings/copy-button';
import styles from '../../settings/copyable.module.css';
import { download } from '../../settings/download';
import guide from '../../settings/guide/guide.module.css';
import { text } from '../../text/en';
import type { SetupFile } from '../wire/setup';

/** ReadyFile offers a ready-made text: to download, to copy, and to look at. */
export function ReadyFile(props: { file: SetupFile; label: string }): ReactElement {
  const { file, label } = props;
  const id = useId();
  const { role } = text.settings.guide;
  return (
    <div className={styles.copyable} role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>
          {label}
        </span>
        <span className={styles.buttons}>
          <Button
            spacing="compact"
            aria-label={role.downloadOf(label)}
            onClick={() => download(file.name, file.text)}
          >
            {role.download}
          </Button>
          <CopyButton value={file.text} what={label} appearance="default" />
        </span>
      </div>
      <details>
        <summary className={guide.summary}>
          {role.look}
          <span className="visually-hidden">{role.lookAt(label)}</span>
        </summary>
        {/* Focusable: a long text scrolls by keyboard too. */}
        <pre className={styles.value} role="group" aria-labelledby={id} tabIndex={0}>
          {file.text}
        </pre>
      </details>
    </div>
  );
}
