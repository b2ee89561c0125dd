// What a pasted address is about, and why no connection may be meant, is for its provider to say.
import type { ReactElement } from 'react';
import { lackWords as accountWords } from '../cloudwatch/console/lack-words';
import { PastedFacts as ConsoleFacts } from '../cloudwatch/console/pasted-facts';
import { lackWords as stackWords } from '../grafana/links/lack-words';
import { StackFacts } from '../grafana/links/stack-facts';
import { text } from '../text/en';
import { offers, type Pickable } from '../wire/connections';
import type { Candidates } from './candidates';
import type { Pasted } from './links';

/** PastedFacts lists what a pasted address names. */
export function PastedFacts(props: {
  pasted: Pasted;
  placeNames: ReadonlyMap<string, string>;
}): ReactElement {
  const { pasted, placeNames } = props;
  if (pasted.stack !== undefined) return <StackFacts link={pasted} />;
  return <ConsoleFacts pasted={pasted} placeNames={placeNames} />;
}

/** lackWords says why no connection covers a pasted address, "" if one does. */
export function lackWords({ lacks }: Candidates, pasted: Pasted, pickable: Pickable): string {
  if (lacks === undefined) return '';
  if (pasted.stack !== undefined) return stackWords(lacks, pasted);
  return lacks === 'stack' || lacks === 'rules' ? '' : accountWords(lacks, pasted, pickable);
}

/** firstWords says what has to be linked, of what the deployment offers. */
export function firstWords(pickable: Pickable): string {
  const { both, aws, grafana } = text.config.none;
  if (!offers(pickable, 'grafana')) return aws;
  return offers(pickable, 'aws') ? both : grafana;
}
