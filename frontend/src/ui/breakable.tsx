import { Fragment, type ReactElement } from 'react';

/** Breakable shows an identifier or an address so that a line breaks after one of its separators, not inside a word. */
export function Breakable(props: { children: string }): ReactElement {
  return (
    <>
      {props.children.split(/(?<=[:/])(?![:/])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
