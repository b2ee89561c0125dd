import type { Settings } from '../wire/settings';
import type { ConnectionForm } from './use-connection-form';

/** ConnectionFieldsProps are the form and what it may offer. */
export interface ConnectionFieldsProps {
  form: ConnectionForm;
  settings: Settings;
  editing: boolean;
}
