import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { IconLink } from '../../ui/icon-link';
import type { Item } from '../item';

/**
 * RowLinks are the runbook and the provider's page of an item as icons. They are no tab stops: the
 * details have them too, and arrow keys reach them.
 */
export function RowLinks({ item: { name, runbook, link } }: { item: Item }): ReactElement {
  return (
    <>
      {runbook && (
        <IconLink
          href={runbook.href}
          label={text.macro.runbookOf(name, runbook.host)}
          title={text.macro.runbookOn(runbook.host)}
        >
          <path d="M3 2.5h7.5a2 2 0 0 1 2 2v9H5a2 2 0 0 1-2-2zM3 11.5a2 2 0 0 1 2-2h7.5M5.8 5.5h3.9" />
        </IconLink>
      )}
      {link && (
        <IconLink href={link.href} label={link.label} title={link.text}>
          <path d="M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4" />
        </IconLink>
      )}
    </>
  );
}
