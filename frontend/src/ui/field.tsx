import type { ReactElement, ReactNode } from 'react';
import styles from './field.module.css';

/** Control is the attributes that tie a form control to its label, help and error. */
export interface Control {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

/** FieldProps describe one labelled control. */
export interface FieldProps {
  id: string;
  label: string;
  /** Something visible beside it says the same. */
  isLabelHidden?: boolean;
  help?: ReactNode;
  error?: string | undefined;
  children: (control: Control) => ReactNode;
}

/** Field is a label, a control, its help and its error. */
export function Field(props: FieldProps): ReactElement {
  const { id, label, help, error } = props;
  return (
    <div className={styles.field}>
      <label
        className={props.isLabelHidden === true ? 'visually-hidden' : styles.label}
        htmlFor={id}
      >
        {label}
      </label>
      {props.children({
        id,
        describedBy: describedBy(id, help, error),
        invalid: error !== undefined,
      })}
      <Notes id={id} help={help} error={error} />
    </div>
  );
}

/** FieldGroup is several controls under one legend, such as checkboxes. */
export function FieldGroup(props: Omit<FieldProps, 'isLabelHidden'>): ReactElement {
  const { id, label, help, error } = props;
  const control = { id, describedBy: describedBy(id, help, error), invalid: error !== undefined };
  return (
    <fieldset className={styles.group} aria-describedby={control.describedBy}>
      <legend className={styles.label}>{label}</legend>
      {props.children(control)}
      <Notes id={id} help={help} error={error} />
    </fieldset>
  );
}

function Notes(props: { id: string; help: ReactNode; error: string | undefined }): ReactElement {
  return (
    <>
      {props.error !== undefined && (
        <div id={`${props.id}-error`} className={styles.error}>
          {props.error}
        </div>
      )}
      {props.help !== undefined && (
        <div id={`${props.id}-help`} className={styles.help}>
          {props.help}
        </div>
      )}
    </>
  );
}

function describedBy(id: string, help: ReactNode, error: string | undefined): string | undefined {
  const ids = [error === undefined ? '' : `${id}-error`, help === undefined ? '' : `${id}-help`];
  return ids.filter((part) => part !== '').join(' ') || undefined;
}
