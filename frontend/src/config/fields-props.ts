import type { Pickable } from '../wire/connections';
import type { Form } from './form';
import type { FormErrors } from './form-errors';

/** ConfigFieldsProps are the form, what is wrong with it, and what may be picked. */
export interface ConfigFieldsProps {
  form: Form;
  errors: FormErrors;
  pickable: Pickable;
  /** The macro stands inside a sentence: it has one shape, and no room for states or groups. */
  inline: boolean;
  onChange: (form: Form) => void;
}
