import Select from '@atlaskit/select';
import type { KeyboardEvent, ReactElement } from 'react';
import { text } from '../text/en';
import type { Control } from '../ui/field';
import styles from './region-select.module.css';

/** RegionSelectProps are the Regions offered, by id and name, and those chosen. */
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

/** RegionSelect chooses several AWS Regions by name or id. */
export function RegionSelect(props: RegionSelectProps): ReactElement {
  const { control, offered, chosen } = props;
  // The label is what typing searches: the name and the id.
  const options = offered.map(({ id, name }) => ({ value: id, label: `${name} ${id}`, name }));
  return (
    // The select itself has dealt with the key by the time it gets here.
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
        placeholder={text.config.choose}
      />
    </div>
  );
}

/** keepInForm lets Enter choose a Region and nothing else: a word that matches none must not send the form. */
function keepInForm(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
