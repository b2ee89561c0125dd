import { useEffect, useRef, type ReactElement } from 'react';
import { narrows } from '../providers/drafts';
import { ConnectionFields, narrowerWords, SetUp, setUpTitle } from '../providers/settings-parts';
import { text } from '../text/en';
import { Message } from '../ui/message';
import type { SavedConnection } from '../wire/settings';
import styles from './connection-form.module.css';
import { focusWrong } from './focus-wrong';
import guide from './guide/guide.module.css';
import page from './page.module.css';
import { ProofPanel } from './proof/proof-panel';
import { SaveBar } from './save-bar';
import { useConnectionForm, type ConnectionFormProps } from './use-connection-form';

/** EditProps add a saved connection to the props of a form. */
export interface EditProps extends ConnectionFormProps {
  connection: SavedConnection;
}

/** ConnectionEdit changes a saved connection. It is part of the page, not a modal. */
export function ConnectionEdit(props: EditProps): ReactElement {
  const { settings, connection } = props;
  const form = useConnectionForm(props);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const words = text.settings.form;
  const { kind } = form.draft;
  const fields = { form, settings, editing: true };
  const title = props.renewing ? words.stacks.renewTitle : words.editTitle;

  return (
    <form
      className={`${page.card} ${styles.form}`}
      noValidate
      aria-labelledby="form-title"
      aria-busy={form.saving}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save().then(focusWrong);
      }}
    >
      <h3 className={styles.title} id="form-title" ref={heading} tabIndex={-1}>
        {title(connection.name)}
      </h3>
      <ConnectionFields {...fields} />
      <details>
        <summary className={guide.summary}>{setUpTitle(kind)}</summary>
        <div className={guide.folded}>
          <SetUp {...fields} />
        </div>
      </details>
      {narrows(form.draft, connection) && (
        <Message tone="caution">
          <p>{narrowerWords(kind)}</p>
        </Message>
      )}
      {(form.needsProof || form.proving.testState) && (
        <>
          {form.needsProof && <p className={guide.text}>{words.needsTest}</p>}
          <ProofPanel
            {...{ settings, kind, proving: form.proving }}
            onTest={() => void form.test().then(focusWrong)}
          />
        </>
      )}
      <SaveBar form={form} label={words.save} onCancel={props.onCancel} />
    </form>
  );
}
