import type { ReactElement } from 'react';
import styles from './choice.module.css';

/** ChoiceProps describe one checkbox or radio button. */
export interface ChoiceProps {
  type: 'checkbox' | 'radio';
  id: string;
  /** Radio buttons with the same name are exclusive. */
  name: string;
  label: string;
  help?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** Choice is a native checkbox or radio button in the colours of the theme. */
export function Choice(props: ChoiceProps): ReactElement {
  const { type, id, name, checked, disabled } = props;
  return (
    <label className={styles.choice} htmlFor={id}>
      <input
        type={type}
        id={id}
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(e) => props.onChange(e.target.checked)}
      />
      <span>
        {props.label}
        {props.help !== undefined && <span className={styles.help}>{props.help}</span>}
      </span>
    </label>
  );
}
