import { text } from '../../text/en';
import type { Pickable } from '../../wire/connections';
import type { Candidates } from './candidates';
import type { Pasted } from './pasted-link';

/** lackWords says which part of a pasted address no connection covers. */
export function lackWords(
  lacks: NonNullable<Candidates['lacks']>,
  { account = '', region }: Pasted,
  { placeNames }: Pickable,
): string {
  const { accountId, linked } = text.macro;
  const { noAccount, noRegion, noName, notOffered } = linked;
  switch (lacks) {
    case 'account':
      return noAccount(accountId(account));
    case 'place':
      return noRegion(placeNames.get(region) ?? region, accountId(account));
    case 'offer':
      return notOffered;
    case 'name':
      return noName;
  }
}
