import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { listed } from '../../text/plural';
import { stateWord } from '../state-word';
import type { Pasted } from './pasted-link';
import styles from './pasted-facts.module.css';

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
  const facts: [string, string | undefined][] = [
    [columns.name, name],
    [linked.search, search],
    [columns.state, states && listed(states.map(stateWord))],
    [columns.place, placeNames.get(region) ?? region],
    [columns.account, account && accountId(account)],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label} className={styles.fact}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      {isNameUnreadable && <p>{linked.nameUnreadable}</p>}
    </>
  );
}
