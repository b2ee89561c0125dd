import type { ReactElement } from 'react';
import styles from '../../settings/connection-form.module.css';
import type { ConnectionFieldsProps } from '../../settings/fields-props';
import { text } from '../../text/en';
import { Choice } from '../../ui/choice';
import { FieldGroup } from '../../ui/field';
import type { ConnectionKind } from '../../wire/kind';

/** KindField chooses the kind of a new connection, where the operator allows more than one. */
export function KindField(props: ConnectionFieldsProps): ReactElement | null {
  const { draft, errors, change } = props.form;
  const words = text.settings.form;
  if (!props.settings.awsUserAllowed) return null;
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
