import Textfield from '@atlaskit/textfield';
import type { ReactElement, ReactNode } from 'react';
import type { TextField } from '../providers/drafts';
import { Field } from '../ui/field';
import type { ConnectionForm } from './use-connection-form';

/** TextInputProps select one text field of the draft. */
export interface TextInputProps {
  form: ConnectionForm;
  field: TextField;
  label: string;
  help: ReactNode;
  monospaced?: boolean;
  /** Masked while typing, and not offered to the browser's password manager. */
  secret?: boolean;
  /** A day, chosen from a calendar. */
  day?: boolean;
  /** onEntered is called with a text that was pasted, or when the field is left. */
  onEntered?: (text: string) => void;
}

/** TextInput edits one text field of the draft. */
export function TextInput(props: TextInputProps): ReactElement {
  const { form, field } = props;
  return (
    <Field
      id={`connection-${field}`}
      label={props.label}
      help={props.help}
      error={form.errors[field]}
    >
      {({ id, describedBy, invalid }) => (
        <Textfield
          id={id}
          type={props.secret ? 'password' : props.day ? 'date' : 'text'}
          autoComplete={props.secret ? 'new-password' : 'off'}
          spellCheck={false}
          aria-describedby={describedBy}
          isInvalid={invalid}
          isMonospaced={props.monospaced ?? false}
          value={form.draft[field]}
          onChange={({ currentTarget, nativeEvent }) => {
            form.change({ ...form.draft, [field]: currentTarget.value });
            if (isPaste(nativeEvent)) props.onEntered?.(currentTarget.value);
          }}
          onBlur={({ currentTarget }) => props.onEntered?.(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function isPaste(event: Event): boolean {
  return event instanceof InputEvent && event.inputType === 'insertFromPaste';
}
