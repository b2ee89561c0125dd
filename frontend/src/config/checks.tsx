import type { ReactElement } from 'react';
import { Choice } from '../ui/choice';
import { FieldGroup } from '../ui/field';

/** ChecksProps are options, of which any number may be chosen. */
export interface ChecksProps {
  field: string;
  label: string;
  help?: string;
  error: string | undefined;
  options: readonly { id: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Checks is a group of checkboxes. The first has the id of the field, as the focus target. */
export function Checks(props: ChecksProps): ReactElement {
  const { field, label, help, error, options, chosen, onChange } = props;
  return (
    <FieldGroup id={`config-${field}`} label={label} help={help} error={error}>
      {({ id }) =>
        options.map((option, index) => (
          <Choice
            key={option.id}
            type="checkbox"
            id={index === 0 ? id : `${id}-${option.id}`}
            name={field}
            label={option.label}
            checked={chosen.includes(option.id)}
            onChange={(on) => {
              const others = chosen.filter((it) => it !== option.id);
              onChange(on ? [...others, option.id] : others);
            }}
          />
        ))
      }
    </FieldGroup>
  );
}
