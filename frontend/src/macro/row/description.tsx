import type { ReactElement } from 'react';
import { OutLink } from '../../ui/out-link';
import styles from './description.module.css';
import { pieces } from './links';
import { shownAddress, withPlainHosts } from './shown-address';

/**
 * Description shows an item's description in the lines of its author, with its https addresses as
 * links. Customers write it, so an address is shown from left to right, whatever surrounds it, and
 * hosts in ASCII.
 */
export function Description(props: { text: string }): ReactElement {
  return (
    <bdi className={styles.description}>
      {pieces(props.text).map(({ text: words, href }, index) =>
        href === undefined ? (
          withPlainHosts(words)
        ) : (
          <OutLink key={index} href={href}>
            <bdo dir="ltr">{shownAddress(href)}</bdo>
          </OutLink>
        ),
      )}
    </bdi>
  );
}
