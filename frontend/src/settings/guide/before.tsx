import type { ReactElement } from 'react';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import page from '../page.module.css';

/** Before says, in plain words, what linking an account means. */
export function Before(props: { kind: ConnectionKind }): ReactElement {
  const { before } = text.settings.guide;
  return (
    <ul className={page.list}>
      <li>{before.readers}</li>
      <li>{before.access[props.kind]}</li>
      <li>{before.kept[props.kind]}</li>
    </ul>
  );
}
