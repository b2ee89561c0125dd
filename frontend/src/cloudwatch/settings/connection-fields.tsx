import type { ReactElement } from 'react';
import styles from '../../settings/connection-form.module.css';
import type { ConnectionFieldsProps } from '../../settings/fields-props';
import { TextInput } from '../../settings/text-input';
import type { ConnectionForm } from '../../settings/use-connection-form';
import { text } from '../../text/en';
import { Choice } from '../../ui/choice';
import { Field, FieldGroup } from '../../ui/field';
import type { ConnectionKind } from '../../wire/kind';
import { RegionSelect } from '../region-select';
import { CredentialFields } from './credential-fields';

/** ConnectionFields are the fields of the connection form. */
export function ConnectionFields(props: ConnectionFieldsProps): ReactElement {
  const { form, settings } = props;
  const { draft, errors, change } = form;
  const words = text.settings.form;
  return (
    <div className={styles.fields}>
      <TextInput form={form} field="name" label={words.name} help={words.nameHelp} />
      {!props.editing && settings.awsUserAllowed && <KindField form={form} />}
      <CredentialFields {...props} />
      <Field
        id="connection-regions"
        label={words.regions}
        help={words.regionsHelp}
        error={errors.regions}
      >
        {(control) => (
          <RegionSelect
            control={control}
            offered={settings.regions}
            chosen={draft.regions}
            onChange={(regions) => change({ ...draft, regions })}
          />
        )}
      </Field>
      <Field
        id="connection-namePrefixes"
        label={words.prefixes}
        help={words.prefixesHelp}
        error={errors.namePrefixes}
      >
        {({ id, describedBy, invalid }) => (
          <textarea
            id={id}
            className={styles.prefixes}
            rows={2}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            value={draft.namePrefixes}
            onChange={(event) => change({ ...draft, namePrefixes: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function KindField(props: { form: ConnectionForm }): ReactElement {
  const { draft, errors, change } = props.form;
  const words = text.settings.form;
  const choose = (kind: ConnectionKind): void => change({ ...draft, kind });
  return (
    <FieldGroup id="connection-kind" label={words.kind} error={errors.kind}>
      {({ id }) => (
        <div className={styles.choices}>
          <Choice
            type="radio"
            id={id}
            name="kind"
            label={words.role}
            help={words.roleHelp}
            checked={draft.kind === 'aws-role'}
            onChange={() => choose('aws-role')}
          />
          <Choice
            type="radio"
            id={`${id}-user`}
            name="kind"
            label={words.user}
            help={words.userHelp}
            checked={draft.kind === 'aws-user'}
            onChange={() => choose('aws-user')}
          />
        </div>
      )}
    </FieldGroup>
  );
}
