import { useMemo, type ReactElement } from 'react';
import { text } from '../../text/en';
import { OutLink } from '../../ui/out-link';
import { Folded } from './folded';
import { pieces } from './links';

/**
 * Description shows an alarm's description, with its https addresses as links. Customers write it.
 */
export function Description(props: { name: string; text: string }): ReactElement {
  const shown = useMemo(
    () =>
      pieces(props.text).map(({ text: words, href }, index) =>
        href === undefined ? (
          words
        ) : (
          <OutLink key={index} href={href}>
            {words}
          </OutLink>
        ),
      ),
    [props.text],
  );
  return <Folded about={text.macro.aboutDescription(props.name)}>{shown}</Folded>;
}
