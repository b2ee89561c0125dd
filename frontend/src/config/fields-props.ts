import type { Pickable } from '../wire/connections';
import type { Form } from './form';
import type { FormErrors } from './form-errors';

/** ConfigFieldsProps are the form, its errors, and the available connections. */
export interface ConfigFieldsProps {
  form: Form;
  errors: FormErrors;
  pickable: Pickable;
  /** The macro is inline: it has one layout, without states or groups. */
  inline: boolean;
  onChange: (form: Form) => void;
}
