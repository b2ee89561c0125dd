import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { listed } from '../../text/plural';
import { Facts } from '../../ui/facts';
import { stateWord } from '../state-word';
import type { Pasted } from './pasted-link';

/**
 * PastedFacts lists what a pasted address names: alarm or search, states, Region, and account. It
 * says so if the name of the alarm is unreadable.
 */
export function PastedFacts(props: {
  pasted: Pasted;
  placeNames: ReadonlyMap<string, string>;
}): ReactElement {
  const { pasted, placeNames } = props;
  const { name, search, states, region, account, isNameUnreadable } = pasted;
  const { columns, linked, accountId } = text.macro;
  return (
    <>
      <Facts
        facts={[
          [columns.name, name],
          [linked.search, search],
          [columns.state, states && listed(states.map(stateWord))],
          [columns.place, placeNames.get(region) ?? region],
          [columns.account, account && accountId(account)],
        ]}
      />
      {isNameUnreadable && <p>{linked.nameUnreadable}</p>}
    </>
  );
}
