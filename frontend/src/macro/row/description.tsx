import type { ReactElement } from 'react';
import { OutLink } from '../../ui/out-link';
import { pieces } from './links';

/** Description shows what a customer wrote about an alarm, with its https addresses as links. */
export function Description(props: { text: string }): ReactElement {
  return (
    <bdi>
      {pieces(props.text).map(({ text, href }, place) =>
        href === undefined ? (
          text
        ) : (
          <OutLink key={place} href={href}>
            {text}
          </OutLink>
        ),
      )}
    </bdi>
  );
}
