import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Choice } from '../ui/choice';
import { Field, FieldGroup } from '../ui/field';
import { RegionSelect } from '../ui/region-select';
import type { Pickable, PickableConnection } from '../wire/connections';
import { KNOWN_STATES, MAX_SOURCES } from '../wire/macro-config';
import { withConnection, type Form, type FormErrors } from './form';

const stateWords = {
  ALARM: text.states.firing,
  INSUFFICIENT_DATA: text.states.insufficient,
  OK: text.states.ok,
} as const;

/** ConfigFieldsProps are the form, what is wrong with it, and what may be picked. */
export interface ConfigFieldsProps {
  form: Form;
  errors: FormErrors;
  pickable: Pickable;
  onChange: (form: Form) => void;
}

/** ConfigFields are the four questions of the modal. */
export function ConfigFields(props: ConfigFieldsProps): ReactElement {
  const { form, errors, pickable, onChange } = props;
  const connection = pickable.connections.find(({ id }) => id === form.connection);
  const offered = connection?.regions.map((id) => ({ id, name: pickable.regions.get(id) ?? id })) ?? [];
  return (
    <>
      <ConnectionField {...props} connection={connection} />
      <Field
        id="config-regions"
        label={text.config.regions}
        help={text.config.regionsHelp(MAX_SOURCES)}
        error={errors.regions}
      >
        {(control) => (
          <RegionSelect
            control={control}
            offered={offered}
            chosen={form.regions}
            onChange={(regions) => onChange({ ...form, regions })}
          />
        )}
      </Field>
      <Field
        id="config-namePrefix"
        label={text.config.prefix}
        help={fenceHelp(connection?.namePrefixes ?? [])}
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
      <StatesField {...props} />
    </>
  );
}

function ConnectionField(
  props: ConfigFieldsProps & { connection: PickableConnection | undefined },
): ReactElement {
  const { form, errors, pickable, connection, onChange } = props;
  return (
    <Field
      id="config-connection"
      label={text.config.connection}
      help={text.config.connectionHelp}
      error={errors.connection}
    >
      {({ id, describedBy, invalid }) => (
        <Select<PickableConnection>
          inputId={id}
          descriptionId={describedBy ?? ''}
          isInvalid={invalid}
          options={pickable.connections}
          getOptionLabel={({ name }) => name}
          getOptionValue={(option) => option.id}
          value={connection ?? null}
          onChange={(picked) => picked && onChange(withConnection(form, picked))}
          placeholder={text.config.choose}
        />
      )}
    </Field>
  );
}

function StatesField(props: ConfigFieldsProps): ReactElement {
  const { form, errors, onChange } = props;
  const toggle = (state: string, on: boolean): void => {
    const others = form.states.filter((it) => it !== state);
    onChange({ ...form, states: on ? [...others, state] : others });
  };
  return (
    <FieldGroup id="config-states" label={text.config.states} error={errors.states}>
      {({ id }) =>
        KNOWN_STATES.map((state, place) => (
          <Choice
            key={state}
            type="checkbox"
            id={place === 0 ? id : `${id}-${state}`}
            name="states"
            label={stateWords[state]}
            checked={form.states.includes(state)}
            onChange={(on) => toggle(state, on)}
          />
        ))
      }
    </FieldGroup>
  );
}

function fenceHelp(fence: readonly string[]): string {
  if (fence.length === 0) return text.config.prefixHelp;
  const [only] = fence;
  return fence.length === 1 && only !== undefined
    ? text.config.fenceOne(only)
    : text.config.fenceMany(fence.join(', '));
}
