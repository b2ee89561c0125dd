import type { ReactElement } from 'react';
import { TextInput } from '../../settings/text-input';
import type { ConnectionForm } from '../../settings/use-connection-form';
import { text } from '../../text/en';
import { hostOf } from './host';

/**
 * StackField asks for the address of a stack. It shows the host of what was entered, since nothing
 * else of an address counts, or says why it has none.
 */
export function StackField({ form }: { form: ConnectionForm }): ReactElement {
  const { label, help } = text.settings.form.stacks.stack;
  const enter = (typed: string): void => {
    const host = hostOf(typed);
    if (host === '') {
      if (typed.trim() !== '') form.check(['stack'], { ...form.draft, stack: typed });
    } else if (host !== typed) {
      form.change({ ...form.draft, stack: host });
    }
  };
  return (
    <TextInput form={form} field="stack" label={label} help={help} monospaced onEntered={enter} />
  );
}
