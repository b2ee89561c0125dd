import type { Known } from '../providers/selections';
import type { Pickable } from '../wire/connections';
import type { Source } from '../wire/macro-config';
import type { Form } from './form';
import type { FormErrors } from './form-errors';

/** ConfigFieldsProps are the form, its errors, and the available connections. */
export interface ConfigFieldsProps {
  form: Form;
  errors: FormErrors;
  pickable: Pickable;
  /** Why no connection can show the pasted address, if so. */
  whyNone: string | undefined;
  /** The macro is inline: it has one layout, without states or groups. */
  inline: boolean;
  /** countOf says how many alarms a source has; undefined while the form is incomplete. */
  countOf: (source: Source) => string | undefined;
  /** What the answers of the preview have shown. */
  known: Known;
  onChange: (form: Form) => void;
}
