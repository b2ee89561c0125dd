import type { ReactElement } from 'react';
import { rulesConfig } from '../../text/grafana/en-config';
import { Choice } from '../../ui/choice';
import { FieldGroup } from '../../ui/field';
import type { RulesFieldsProps } from './fields-props';
import { CHOICES, choiceOf, SHOWN } from './states';

/** StatesField chooses the states that the source asks for. */
export function StatesField(props: RulesFieldsProps): ReactElement {
  const { selection, errors, fieldOf, onChange } = props;
  const { states } = selection;
  const chosen = choiceOf(states);
  const field = fieldOf('states');
  return (
    <FieldGroup
      id={`config-${field}`}
      label={rulesConfig.states}
      help={states.length === 0 ? undefined : rulesConfig.statesHelp}
      error={errors[field]}
    >
      {({ id }) => (
        <>
          {CHOICES.map((choice) => (
            <Choice
              key={choice}
              type="radio"
              id={choice === 'all' ? id : `${id}-${choice}`}
              name={field}
              label={rulesConfig.shown[choice]}
              checked={chosen === choice}
              onChange={() => onChange({ ...selection, states: [...SHOWN[choice]] })}
            />
          ))}
          {chosen === undefined && (
            <Choice
              type="radio"
              id={`${id}-saved`}
              name={field}
              label={rulesConfig.shownOther(states.join(', '))}
              checked
              onChange={() => undefined}
            />
          )}
        </>
      )}
    </FieldGroup>
  );
}
