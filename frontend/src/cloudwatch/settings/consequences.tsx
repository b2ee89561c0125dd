import type { ReactElement } from 'react';
import page from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';

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
