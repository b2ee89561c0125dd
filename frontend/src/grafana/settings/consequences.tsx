import type { ReactElement } from 'react';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';

/** StackConsequences lists the consequences of linking a stack, in plain words. */
export function StackConsequences(): ReactElement {
  const { readers, access, kept } = text.settings.guide.stacks.consequences;
  return (
    <ul className={page.list}>
      <li>{readers}</li>
      <li>{access}</li>
      <li>{kept}</li>
    </ul>
  );
}
