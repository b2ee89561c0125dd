import type { ReactElement } from 'react';
import { TextInput } from '../../settings/text-input';
import type { ConnectionForm } from '../../settings/use-connection-form';
import { text } from '../../text/en';
import { Breakable } from '../../ui/breakable';
import type { AccountSettings } from '../wire/account-settings';

/** AccountFieldsProps are the form of an account, and the settings that limit it. */
export interface AccountFieldsProps {
  form: ConnectionForm;
  settings: AccountSettings;
  editing: boolean;
}

/**
 * CredentialFields ask for a role ARN, or for access keys. They never show or fill in stored keys.
 */
export function CredentialFields(props: AccountFieldsProps): ReactElement {
  const isUser = props.form.draft.kind === 'aws-user';
  return isUser ? <KeyFields {...props} /> : <RoleField {...props} />;
}

function RoleField({ form, settings }: AccountFieldsProps): ReactElement {
  const words = text.settings.form;
  return (
    <TextInput
      form={form}
      field="roleArn"
      label={words.roleArn}
      help={
        <>
          <Breakable>{words.roleArnHelp(settings.partition, settings.setup.roleName)}</Breakable>
          {settings.rolePrefix !== '' && <div>{words.rolePrefixHelp(settings.rolePrefix)}</div>}
        </>
      }
      monospaced
    />
  );
}

function KeyFields({ form, editing }: AccountFieldsProps): ReactElement {
  const words = text.settings.form;
  return (
    <>
      <TextInput
        form={form}
        field="accessKeyId"
        label={words.accessKeyId}
        help={editing ? words.keep : undefined}
        monospaced
      />
      <TextInput
        form={form}
        field="secretAccessKey"
        label={words.secret}
        help={words.secretHelp}
        secret
      />
    </>
  );
}
