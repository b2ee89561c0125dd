import { Fragment, type ReactElement } from 'react';

/** Breakable shows an identifier or an address with line breaks only after its separators. */
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
