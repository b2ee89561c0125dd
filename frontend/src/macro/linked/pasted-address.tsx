import type { ReactElement } from 'react';
import { titleIn, type Pasted } from '../../providers/links';
import { text } from '../../text/en';
import { OutLink } from '../../ui/out-link';
import { hostOf } from '../row/links';

/** PastedAddress is the pasted address as a link that shows its host. */
export function PastedAddress(props: { link: string; pasted: Pasted | null }): ReactElement {
  const { link, pasted } = props;
  const host = hostOf(link);
  if (host === undefined) return <bdi>{link}</bdi>;
  return (
    <>
      <OutLink href={link}>
        <bdi>{titleIn(pasted) ?? text.macro.title}</bdi>
      </OutLink>{' '}
      {text.macro.linked.on} <bdi>{host}</bdi>
    </>
  );
}
