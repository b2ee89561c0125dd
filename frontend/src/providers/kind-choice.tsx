import type { ReactElement } from 'react';
import type { ConnectionFieldsProps } from '../settings/fields-props';
import styles from '../settings/connection-form.module.css';
import { text } from '../text/en';
import { Choice } from '../ui/choice';
import { FieldGroup } from '../ui/field';
import type { ConnectionKind } from '../wire/kind';
import { kindsIn } from './link-settings';

const { form } = text.settings;

const words = {
  'aws-role': { label: form.role, help: form.roleHelp },
  'aws-user': { label: form.user, help: form.userHelp },
  grafana: { label: form.stacks.kind, help: form.stacks.kindHelp },
} as const satisfies Record<ConnectionKind, object>;

/** KindChoice chooses the kind of a new connection, where the deployment offers more than one. */
export function KindChoice(props: ConnectionFieldsProps): ReactElement | null {
  const { draft, errors, change } = props.form;
  const kinds = kindsIn(props.settings);
  if (kinds.length < 2) return null;
  return (
    <FieldGroup id="connection-kind" label={form.kind} error={errors.kind}>
      {({ id }) => (
        <div className={styles.choices}>
          {kinds.map((kind, at) => (
            <Choice
              key={kind}
              type="radio"
              id={at === 0 ? id : `${id}-${kind}`}
              name="kind"
              {...words[kind]}
              checked={draft.kind === kind}
              onChange={() => change({ ...draft, kind })}
            />
          ))}
        </div>
      )}
    </FieldGroup>
  );
}
