import Textfield from '@atlaskit/textfield';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { GROUPINGS, REFRESHES } from '../wire/macro-config';
import styles from './app.module.css';
import type { ConfigFieldsProps } from './fields-props';

/** LookFields choose the title, the grouping, the refresh interval and what is counted. */
export function LookFields({ form, errors, onChange }: ConfigFieldsProps): ReactElement {
  const { layout } = form;
  return (
    <>
      <Field
        id="config-title"
        label={text.config.titleField}
        help={text.config.titleHelp}
        error={errors.title}
      >
        {({ id, describedBy, invalid }) => (
          <Textfield
            id={id}
            aria-describedby={describedBy}
            isInvalid={invalid}
            value={form.title}
            onChange={(event) => onChange({ ...form, title: event.currentTarget.value })}
          />
        )}
      </Field>
      {(layout === 'table' || layout === 'cards') && (
        <Pick
          field="groupBy"
          label={text.config.groupBy}
          options={GROUPINGS.map((by) => ({ id: by, label: text.macro.tools.groups[by] }))}
          chosen={form.groupBy}
          onPick={(it) =>
            onChange({ ...form, groupBy: GROUPINGS.find((by) => by === it) ?? 'source' })
          }
        />
      )}
      <Pick
        field="refresh"
        label={text.config.refresh}
        options={[
          { id: '0', label: text.config.refreshNever },
          ...REFRESHES.map((every) => ({
            id: String(every),
            label: text.config.refreshEvery(text.macro.span(every)),
          })),
        ]}
        chosen={String(form.refresh)}
        onPick={(it) => onChange({ ...form, refresh: Number(it) })}
      />
      <Choice
        type="checkbox"
        id="config-silent"
        name="silent"
        label={text.config.silent}
        help={text.config.silentHelp}
        checked={!form.countSilent}
        onChange={(hide) => onChange({ ...form, countSilent: !hide })}
      />
    </>
  );
}

function Pick(props: {
  field: string;
  label: string;
  options: readonly { id: string; label: string }[];
  chosen: string;
  onPick: (id: string) => void;
}): ReactElement {
  return (
    <Field id={`config-${props.field}`} label={props.label}>
      {({ id }) => (
        <select
          id={id}
          className={styles.pick}
          value={props.chosen}
          onChange={(event) => props.onPick(event.target.value)}
        >
          {props.options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
