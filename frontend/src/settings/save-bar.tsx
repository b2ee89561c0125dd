import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import styles from './connection-form.module.css';
import { focusWrong } from './focus-wrong';
import { isStale } from './proof/run-test';
import type { ConnectionForm } from './use-connection-form';

/** SaveBarProps are the form, the label of its button, and the optional cancel callback. */
export interface SaveBarProps {
  form: ConnectionForm;
  label: string;
  onCancel: (() => void) | undefined;
}

/** SaveBar saves the form, or explains why it cannot be saved yet. */
export function SaveBar(props: SaveBarProps): ReactElement {
  const { form, label, onCancel } = props;
  const reason = reasonOf(form);
  return (
    <div className={styles.saving}>
      {form.problem && <Refused form={form} />}
      {reason !== undefined && (
        <p id="save-reason" className={styles.reason}>
          {reason}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          type="submit"
          isLoading={form.saving}
          isDisabled={form.needsProof && !form.proved}
          aria-describedby={reason === undefined ? undefined : 'save-reason'}
        >
          {label}
        </Button>
        {onCancel && (
          <Button appearance="subtle" onClick={onCancel}>
            {text.settings.form.cancel}
          </Button>
        )}
      </div>
    </div>
  );
}

function Refused(props: { form: ConnectionForm }): ReactElement | null {
  const { problem, test } = props.form;
  const words = text.settings.testing;
  if (!problem) return null;
  return (
    <>
      <ProblemPanel problem={problem} />
      {isStale(problem.code) && (
        <Message tone="caution">
          <p>{words.stale}</p>
          <div className={styles.buttons}>
            <Button onClick={() => void test().then(focusWrong)}>{words.again}</Button>
          </div>
        </Message>
      )}
    </>
  );
}

function reasonOf(form: ConnectionForm): string | undefined {
  const { reasons } = text.settings.form;
  if (!form.needsProof) return undefined;
  if (form.proved) return reasons.ready;
  if (form.proving.running) return reasons.running;
  return form.proving.testState ? reasons.failed : reasons.untested;
}
