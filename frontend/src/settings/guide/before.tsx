import type { ReactElement } from 'react';
import { text } from '../../text/en';
import page from '../page.module.css';

/** Before says, in plain words, what linking an account means. */
export function Before(): ReactElement {
  const { before } = text.settings.guide;
  return (
    <ul className={page.list}>
      <li>{before.readers}</li>
      <li>{before.role}</li>
      <li>{before.kept}</li>
    </ul>
  );
}
