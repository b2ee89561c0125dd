import Button from '@atlaskit/button/new';
import { useEffect, useRef, type ReactElement } from 'react';
import { text } from '../text/en';
import { focusFirst } from '../ui/focus';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import styles from './connection-form.module.css';
import page from './page.module.css';
import { ConnectionFields } from './connection-fields';
import { draftFields, type DraftErrors } from './draft';
import { regionNames } from './region-names';
import { TestResults } from './test-results';
import { useConnectionForm, type ConnectionForm, type ConnectionFormProps } from './use-connection-form';

/** ConnectionFormPanel links an account or changes a linked one. It stands in the page, not over it. */
export function ConnectionFormPanel(props: ConnectionFormProps): ReactElement {
  const form = useConnectionForm(props);
  const { settings, connection, onCancel } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const words = text.settings.form;

  return (
    <form
      className={`${page.card} ${styles.form}`}
      noValidate
      aria-labelledby="form-title"
      aria-busy={form.phase === 'testing' || form.phase === 'saving'}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save().then(focusWrong);
      }}
    >
      <h3 className={styles.title} id="form-title" ref={heading} tabIndex={-1}>
        {connection ? words.editTitle(connection.name) : words.addTitle}
      </h3>
      {form.problem && <ProblemPanel problem={form.problem} />}
      <ConnectionFields form={form} settings={settings} editing={connection !== null} />
      {form.tests.length > 0 && <TestResults tests={form.tests} names={regionNames(settings)} />}
      {form.phase === 'asking' ? (
        <AskAnyway form={form} editing={connection !== null} />
      ) : (
        <Buttons form={form} editing={connection !== null} onCancel={onCancel} />
      )}
    </form>
  );
}

function Buttons(props: { form: ConnectionForm; editing: boolean; onCancel: () => void }): ReactElement {
  const { form, editing, onCancel } = props;
  const words = text.settings.form;
  const testing = form.phase === 'testing';
  const saving = form.phase === 'saving';
  return (
    <div className={styles.buttons}>
      <Button appearance="primary" type="submit" isLoading={saving} isDisabled={testing}>
        {editing ? words.save : words.link}
      </Button>
      <Button isLoading={testing} isDisabled={saving} onClick={() => void form.test().then(focusWrong)}>
        {words.test}
      </Button>
      <Button appearance="subtle" onClick={onCancel}>
        {words.cancel}
      </Button>
    </div>
  );
}

function AskAnyway(props: { form: ConnectionForm; editing: boolean }): ReactElement {
  const { form, editing } = props;
  const words = text.settings.form;
  return (
    <Message tone="caution" title={words.failedTitle} alert>
      <p>{words.failed}</p>
      <div className={styles.buttons}>
        <Button autoFocus onClick={form.back}>
          {words.back}
        </Button>
        <Button appearance="warning" onClick={() => void form.saveAnyway().then(focusWrong)}>
          {editing ? words.saveAnyway : words.anyway}
        </Button>
      </div>
    </Message>
  );
}

/** The errors are painted before the promise that carries them is settled. */
function focusWrong(errors: DraftErrors): void {
  focusFirst(
    draftFields.filter((field) => errors[field] !== undefined).map((field) => `connection-${field}`),
  );
}
