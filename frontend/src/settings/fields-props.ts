import type { LinkSettings } from '../providers/link-settings';
import type { ConnectionForm } from './use-connection-form';

/** ConnectionFieldsProps are the form and the settings that limit it. */
export interface ConnectionFieldsProps {
  form: ConnectionForm;
  settings: LinkSettings;
  /** Whether the form changes a saved connection. */
  editing: boolean;
}
