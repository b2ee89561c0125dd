import type { ReactElement } from 'react';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { AccountKind } from '../../wire/kind';

/** Consequences lists the consequences of linking an account, in plain words. */
export function Consequences(props: { kind: AccountKind }): ReactElement {
  const { consequences } = text.settings.guide;
  return (
    <ul className={page.list}>
      <li>{consequences.readers}</li>
      <li>{consequences.access[props.kind]}</li>
      <li>{consequences.kept[props.kind]}</li>
    </ul>
  );
}
