import type { ReactElement } from 'react';
import { rules as words } from '../../text/grafana/en-rules';
import { Lozenge } from '../../ui/lozenge';
import { RelativeTime } from '../../ui/relative-time';
import { looks } from '../../macro/looks';
import type { RuleDetail } from '../detail';
import { readable, totalOf, valueOf } from '../evidence';
import { standingOf } from '../standing';
import { wordOf } from '../state-word';
import type { Instance, Label } from '../wire/rule';
import styles from './details.module.css';
import { UnknownTime } from '../../ui/unknown-time';
import { labelWords } from './label-words';

/** The most rows of a table. */
const MOST = 20;

/** Instances lists the worst instances of a rule, and counts the others. */
export function Instances(props: { name: string; detail: RuleDetail }): ReactElement | null {
  const { name, detail } = props;
  const shown = detail.instances.slice(0, MOST);
  if (shown.length === 0) return null;
  const all = Math.max(totalOf(detail), detail.instances.length);
  const { details } = words;
  return (
    <div className={styles.scroll}>
      <table className={styles.instances} aria-label={details.label(name)}>
        <caption>{details.instances(all)}</caption>
        <thead>
          <tr>
            {[details.state, details.labels, details.value, details.since].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((instance, index) => (
            <Row key={index} instance={instance} own={ownLabels(instance, detail.labels)} />
          ))}
        </tbody>
      </table>
      {all > shown.length && <p className={styles.more}>{details.more(all - shown.length)}</p>}
    </div>
  );
}

/** Labels that Grafana adds to each instance of a rule: the rule's name and folder. */
const COMMON = ['alertname', 'grafana_folder'];

/** ownLabels leaves out the labels that all instances of a rule have. */
function ownLabels({ labels }: Instance, common: readonly Label[]): Label[] {
  return labels.filter(
    ({ name, value }) =>
      !COMMON.includes(name) && !common.some((it) => it.name === name && it.value === value),
  );
}

function Row({ instance, own }: { instance: Instance; own: Label[] }): ReactElement {
  const { state, reason = '', since } = instance;
  const word = wordOf(state);
  return (
    <tr>
      <td>
        <Lozenge
          {...lookOf(instance)}
          word={reason === '' ? word : words.details.of(word, reason)}
        />
      </td>
      <td>
        <bdi>{labelWords(own)}</bdi>
      </td>
      <td>
        <bdi>{valueOf(instance) || readable(instance.value)}</bdi>
      </td>
      <td>{since === undefined ? <UnknownTime /> : <RelativeTime at={since} />}</td>
    </tr>
  );
}

/** A normal instance with a reason, such as missing data, is not green. */
function lookOf({ state, reason = '' }: Instance): (typeof looks)['ok'] {
  const standing = standingOf({ state, blind: [] });
  return looks[standing === 'ok' && reason !== '' ? 'doubtful' : standing];
}
