import type { ReactElement } from 'react';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import type { Settings } from '../../wire/settings';

/**
 * Partition names the AWS partition of a deployment that offers AWS accounts. An unusual one is
 * conspicuous.
 */
export function Partition({ settings }: { settings: Settings }): ReactElement | null {
  const { partition: words } = text.settings;
  const id = settings.accounts?.partition;
  if (id === undefined) return null;
  switch (id) {
    case 'aws':
      return <p className={page.intro}>{words.aws}</p>;
    case 'aws-us-gov':
    case 'aws-cn':
      return <Message tone="information">{words[id]}</Message>;
    default:
      return <Message tone="information">{words.other(id)}</Message>;
  }
}
