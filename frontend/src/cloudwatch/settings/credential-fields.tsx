import type { ReactElement } from 'react';
import type { ConnectionFieldsProps } from '../../settings/fields-props';
import { TextInput } from '../../settings/text-input';
import { text } from '../../text/en';
import { Breakable } from '../../ui/breakable';

/**
 * CredentialFields ask for a role ARN, or for access keys. They never show or fill in stored keys.
 */
export function CredentialFields(props: ConnectionFieldsProps): ReactElement {
  switch (props.form.draft.kind) {
    case 'aws-role':
      return <RoleField {...props} />;
    case 'aws-user':
      return <KeyFields {...props} />;
  }
}

function RoleField({ form, settings }: ConnectionFieldsProps): ReactElement {
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

function KeyFields({ form, editing }: ConnectionFieldsProps): ReactElement {
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
