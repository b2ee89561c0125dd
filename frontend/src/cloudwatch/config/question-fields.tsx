import Textfield from '@atlaskit/textfield';
import type { ReactElement } from 'react';
import styles from '../../config/app.module.css';
import { Checks } from '../../config/checks';
import type { ConfigFieldsProps } from '../../config/fields-props';
import { text } from '../../text/en';
import { Choice } from '../../ui/choice';
import { Field, FieldGroup } from '../../ui/field';
import { KINDS, MAX_NAMES } from '../../wire/query';

/** WhichFields choose alarms by name prefix or by exact names: AWS accepts one of them. */
export function WhichFields(props: ConfigFieldsProps): ReactElement {
  const { form, errors, onChange } = props;
  return (
    <div className={styles.together}>
      <FieldGroup
        id="config-which"
        label={text.config.which}
        help={form.parts.some(({ selection }) => selection) ? text.config.whichMixed : undefined}
      >
        {({ id }) => (
          <div className={styles.row}>
            {(['prefix', 'names'] as const).map((which) => (
              <Choice
                key={which}
                type="radio"
                id={`${id}-${which}`}
                name="which"
                label={text.config.whichWords[which]}
                checked={form.which === which}
                onChange={() => onChange({ ...form, which })}
              />
            ))}
          </div>
        )}
      </FieldGroup>
      {form.which === 'prefix' ? (
        <PrefixField {...props} />
      ) : (
        <Field
          id="config-names"
          label={text.config.names}
          isLabelHidden
          help={text.config.namesHelp(MAX_NAMES)}
          error={errors.names}
        >
          {({ id, describedBy, invalid }) => (
            <textarea
              id={id}
              className={styles.names}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              rows={rowsFor(form.names)}
              spellCheck={false}
              value={form.names}
              onChange={(event) => onChange({ ...form, names: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

/** rowsFor leaves one line free, within limits. */
function rowsFor(names: string): number {
  return Math.min(6, names.split('\n').length + 1);
}

function PrefixField({ form, errors, pickable, onChange }: ConfigFieldsProps): ReactElement {
  const fences = form.parts.map(
    ({ connection }) =>
      pickable.connections.find(({ id }) => id === connection)?.namePrefixes ?? [],
  );
  return (
    <Field
      id="config-namePrefix"
      label={text.config.prefix}
      isLabelHidden
      help={fenceHelp(fences.find((fence) => fence.length > 0) ?? [])}
      error={errors.namePrefix}
    >
      {({ id, describedBy, invalid }) => (
        <Textfield
          id={id}
          aria-describedby={describedBy}
          isInvalid={invalid}
          value={form.namePrefix}
          onChange={(event) => onChange({ ...form, namePrefix: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}

/** NarrowFields filter alarms by kind, action, state or origin. */
export function NarrowFields({ form, errors, onChange }: ConfigFieldsProps): ReactElement {
  return (
    <>
      <Checks
        field="kinds"
        label={text.config.kinds}
        error={errors.kinds}
        options={KINDS.map((id) => ({ id, label: text.config.kindWords[id] }))}
        chosen={form.kinds}
        onChange={(kinds) => onChange({ ...form, kinds })}
      />
      <Field
        id="config-actionPrefix"
        label={text.config.actionPrefix}
        help={text.config.actionPrefixHelp}
        error={errors.actionPrefix}
      >
        {({ id, describedBy, invalid }) => (
          <Textfield
            id={id}
            aria-describedby={describedBy}
            isInvalid={invalid}
            value={form.actionPrefix}
            onChange={(event) => onChange({ ...form, actionPrefix: event.currentTarget.value })}
          />
        )}
      </Field>
      <Choice
        type="checkbox"
        id="config-firingOnly"
        name="firingOnly"
        label={text.config.firingOnly}
        help={text.config.firingOnlyHelp}
        checked={form.firingOnly}
        onChange={(firingOnly) => onChange({ ...form, firingOnly })}
      />
      <Choice
        type="checkbox"
        id="config-withoutAutoScaling"
        name="withoutAutoScaling"
        label={text.config.withoutAutoScaling}
        help={text.config.withoutAutoScalingHelp}
        checked={form.withoutAutoScaling}
        onChange={(withoutAutoScaling) => onChange({ ...form, withoutAutoScaling })}
      />
    </>
  );
}

function fenceHelp(fence: readonly string[]): string {
  if (fence.length === 0) return text.config.prefixHelp;
  const [only] = fence;
  return fence.length === 1 && only !== undefined
    ? text.config.fenceOne(only)
    : text.config.fenceMany(fence.join(', '));
}
