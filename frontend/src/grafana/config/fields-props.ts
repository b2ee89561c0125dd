import type { ReactElement } from 'react';
import type { FormErrors } from '../../config/form-errors';
import type { PickableConnection } from '../../wire/connections';
import type { Seen } from './seen';
import type { Selection } from './selection';
import type { FieldOf } from './selection-errors';

/** RulesFieldsProps are the input about the rules of one source. */
export interface RulesFieldsProps {
  selection: Selection;
  /** Absent before the author has chosen one. */
  connection: PickableConnection | undefined;
  /** What the preview has shown of the connection. */
  seen: Seen | undefined;
  errors: FormErrors;
  fieldOf: FieldOf;
  /** How many rules the source has now; undefined until the preview asks. */
  count: ReactElement | undefined;
  onChange: (selection: Selection) => void;
}
