import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { IconLink } from '../../ui/icon-link';
import type { Item } from '../item';
import type { Row } from '../rows';

/**
 * RowLinks are the runbook and the provider's page of an item as icons. They are no tab stops: the
 * details have them too, and arrow keys reach them. A composite without a runbook has that of its
 * first cause with one.
 */
export function RowLinks(props: { item: Item; causes?: readonly Row[] }): ReactElement {
  const { item, causes = [] } = props;
  const { link } = item;
  const guide = [item, ...causes.map((row) => row.item)].find((it) => it.runbook);
  const runbook = guide?.runbook;
  return (
    <>
      {runbook && (
        <IconLink
          href={runbook.href}
          label={text.macro.runbookOf(guide.name, runbook.host)}
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
