import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { focusWrong } from '../../settings/focus-wrong';
import type { ConnectionForm } from '../../settings/use-connection-form';
import { text } from '../../text/en';
import { Choice } from '../../ui/choice';
import { FieldGroup } from '../../ui/field';
import { FolderPicker } from './folder-picker';
import styles from './folders.module.css';

/** FolderFieldProps are the form, and whether it is of a saved connection. */
export interface FolderFieldProps {
  form: ConnectionForm;
  editing: boolean;
}

/**
 * FolderField limits a stack to folders: all that the token sees, or those of the picker. A test
 * finds the folders to choose from.
 */
export function FolderField({ form, editing }: FolderFieldProps): ReactElement {
  const { draft, found, errors, change } = form;
  const words = text.settings.form.stacks.folders;
  const isOpen = found !== null || editing || draft.limited;
  return (
    <FieldGroup id="connection-folders" label={words.label} error={errors.folders}>
      {({ id }) =>
        isOpen ? (
          <div className={styles.field}>
            <Choice
              type="radio"
              id={id}
              name="limited"
              label={words.all}
              help={words.allHelp}
              checked={!draft.limited}
              onChange={() => change({ ...draft, limited: false })}
            />
            <Choice
              type="radio"
              id={`${id}-some`}
              name="limited"
              label={words.some}
              checked={draft.limited}
              onChange={() => change({ ...draft, limited: true })}
            />
            {draft.limited && (
              <FolderPicker
                found={found ?? []}
                chosen={draft.folders}
                isKnown={found !== null}
                onChange={(folders) => change({ ...draft, folders })}
              />
            )}
            {found === null ? <Load form={form} /> : <Changed form={form} />}
          </div>
        ) : (
          <p className={styles.text}>{words.later}</p>
        )
      }
    </FieldGroup>
  );
}

/** Load asks the stack for its folders, which a test does. */
function Load({ form }: { form: ConnectionForm }): ReactElement | null {
  const words = text.settings.form.stacks.folders;
  if (!form.draft.limited || form.proving.running) return null;
  return (
    <div className={styles.load}>
      <Button spacing="compact" onClick={() => void form.test().then(focusWrong)}>
        {words.load}
      </Button>
      <span className={styles.hint}>{words.loadHelp}</span>
    </div>
  );
}

/** Changed says that other folders need a test of their own. It is a live region. */
function Changed({ form }: { form: ConnectionForm }): ReactElement {
  const isDue = form.needsProof && form.proving.testState === null;
  return (
    <p role="status" className={styles.due}>
      {isDue && text.settings.form.stacks.folders.changed}
    </p>
  );
}
