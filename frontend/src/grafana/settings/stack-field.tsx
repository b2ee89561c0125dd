import type { ReactElement } from 'react';
import { TextInput } from '../../settings/text-input';
import type { ConnectionForm } from '../../settings/use-connection-form';
import { text } from '../../text/en';

/** StackField asks for the address of a stack. */
export function StackField({ form }: { form: ConnectionForm }): ReactElement {
  const { label, help } = text.settings.form.stacks.stack;
  return <TextInput form={form} field="stack" label={label} help={help} monospaced />;
}
