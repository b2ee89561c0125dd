import Select from '@atlaskit/select';
import type { KeyboardEvent, ReactElement } from 'react';
import { text } from '../text/en';
import type { Control } from '../ui/field';
import styles from './region-select.module.css';

/** RegionSelectProps are the available Regions, by id and name, and the chosen ones. */
export interface RegionSelectProps {
  control: Control;
  offered: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

interface Option {
  value: string;
  label: string;
  name: string;
}

/** RegionSelect chooses AWS Regions by name or id. */
export function RegionSelect(props: RegionSelectProps): ReactElement {
  const { control, offered, chosen } = props;
  // Typing searches the label: the name and the id.
  const options = offered.map(({ id, name }) => ({ value: id, label: `${name} ${id}`, name }));
  return (
    // The select has handled the key before this handler runs.
    <div className={styles.regions} onKeyDown={keepInForm}>
      <Select<Option, true>
        classNamePrefix="regions"
        inputId={control.id}
        descriptionId={control.describedBy ?? ''}
        isInvalid={control.invalid}
        isMulti
        options={options}
        value={options.filter(({ value }) => chosen.includes(value))}
        onChange={(picked) => props.onChange(picked.map(({ value }) => value))}
        formatOptionLabel={({ value, name }, { context }) =>
          context === 'value' || name === value ? name : `${name}, ${value}`
        }
        noOptionsMessage={({ inputValue }) =>
          inputValue === '' || offered.length === 0 ? text.config.noPlaces : text.config.noPlace
        }
        placeholder={text.config.choose}
      />
    </div>
  );
}

/**
 * keepInForm keeps Enter from submitting the form: it only chooses a Region, or does nothing
 * without a match.
 */
function keepInForm(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
