import type { ReactElement } from 'react';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import type { Settings } from '../../wire/settings';

/** Partition names the AWS partition of the deployment. An unusual one is conspicuous. */
export function Partition({ settings }: { settings: Settings }): ReactElement {
  const { partition: words } = text.settings;
  const { partition: id } = settings;
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
