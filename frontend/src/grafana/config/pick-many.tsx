import Select from '@atlaskit/select';
import type { KeyboardEvent, ReactElement } from 'react';
import { text } from '../../text/en';
import type { Control } from '../../ui/field';
import type { Choice } from './seen';
import styles from './rules-fields.module.css';

/** PickMany chooses UIDs by their names. A chosen one that has no name here keeps its UID. */
export function PickMany(props: {
  control: Control;
  offered: readonly Choice[];
  chosen: readonly string[];
  /** Why no more are offered: with a search, and without. */
  none: (isSearched: boolean) => string;
  labelOf: (choice: Choice) => string;
  onChange: (chosen: string[]) => void;
}): ReactElement {
  const { control, offered, chosen, labelOf } = props;
  const known = new Set(offered.map(({ uid }) => uid));
  const others = chosen.filter((uid) => !known.has(uid)).map((uid) => ({ uid, name: '' }));
  const options: Choice[] = [...offered, ...others];
  return (
    // The select has handled the key before this handler runs.
    <div className={styles.many} onKeyDown={keepInForm}>
      <Select<Choice, true>
        classNamePrefix="many"
        inputId={control.id}
        descriptionId={control.describedBy ?? ''}
        isInvalid={control.invalid}
        isMulti
        options={options}
        getOptionLabel={labelOf}
        getOptionValue={({ uid }) => uid}
        value={options.filter(({ uid }) => chosen.includes(uid))}
        onChange={(picked) => props.onChange(picked.map(({ uid }) => uid))}
        noOptionsMessage={({ inputValue }) => props.none(inputValue !== '')}
        placeholder={text.config.choose}
      />
    </div>
  );
}

/** keepInForm keeps Enter from submitting the form: it only chooses an option. */
function keepInForm(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
