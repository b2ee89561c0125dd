import type { ReactElement } from 'react';
import styles from '../../settings/connection-form.module.css';
import type { ConnectionFieldsProps } from '../../settings/fields-props';
import { TextInput } from '../../settings/text-input';
import { text } from '../../text/en';
import { AccountLink } from './account-link';
import { FolderField } from './folder-field';
import { StackField } from './stack-field';

/**
 * StackFields are the fields of a stack. The guide asks for the address earlier; the form of a new
 * token asks for the token alone.
 */
export function StackFields({ form, editing }: ConnectionFieldsProps): ReactElement {
  const words = text.settings.form;
  const { token, expires } = words.stacks;
  const { renewing } = form.draft;
  return (
    <div className={styles.fields}>
      {renewing && <Renewing stack={form.draft.stack} />}
      {editing && !renewing && <StackField form={form} />}
      <TextInput
        form={form}
        field="token"
        label={token.label}
        help={editing && !renewing ? `${token.keep} ${token.help}` : token.help}
        secret
        monospaced
      />
      {!renewing && <TextInput form={form} field="name" label={words.name} help={words.nameHelp} />}
      <TextInput form={form} field="expires" label={expires.label} help={expires.help} day />
      {!renewing && <FolderField form={form} editing={editing} />}
    </div>
  );
}

function Renewing({ stack }: { stack: string }): ReactElement {
  const { form, guide } = text.settings;
  return (
    <p className={styles.reason}>
      {form.stacks.renewIntro} {guide.stacks.revoke} <AccountLink stack={stack} />
    </p>
  );
}
