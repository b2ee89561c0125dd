import type { ReactElement } from 'react';
import styles from '../../settings/connection-form.module.css';
import { TextInput } from '../../settings/text-input';
import { text } from '../../text/en';
import { Field } from '../../ui/field';
import { RegionSelect } from '../region-select';
import { CredentialFields, type AccountFieldsProps } from './credential-fields';

/** ConnectionFields are the fields of the connection form. */
export function ConnectionFields(props: AccountFieldsProps): ReactElement {
  const { form, settings } = props;
  const { draft, errors, change } = form;
  const words = text.settings.form;
  return (
    <div className={styles.fields}>
      <CredentialFields {...props} />
      <TextInput form={form} field="name" label={words.name} help={words.nameHelp} />
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
