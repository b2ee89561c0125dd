import type { ReactElement } from 'react';
import { OutLink } from '../../ui/out-link';
import styles from './description.module.css';
import { pieces } from './links';

/**
 * Description shows an item's description in the lines of its author, with its https addresses as
 * links. Customers write it.
 */
export function Description(props: { text: string }): ReactElement {
  return (
    <bdi className={styles.description}>
      {pieces(props.text).map(({ text: words, href }, index) =>
        href === undefined ? (
          words
        ) : (
          <OutLink key={index} href={href}>
            {words}
          </OutLink>
        ),
      )}
    </bdi>
  );
}
