import type { ReactElement } from 'react';
import facts from '../../macro/list/details.module.css';
import { text } from '../../text/en';
import { rules as words } from '../../text/grafana/en-rules';
import { exactly } from '../../ui/ago';
import { OutLink } from '../../ui/out-link';
import type { RuleDetail } from '../detail';
import styles from './details.module.css';
import { Instances } from './instances';
import { labelWords } from './label-words';

interface RuleProps {
  name: string;
  group: string | undefined;
  detail: RuleDetail;
}

/** RuleDetails shows where a rule is, when it fires, its instances and its other pages. */
export default function RuleDetails(props: RuleProps): ReactElement {
  return (
    <div className={styles.rule}>
      <Facts {...props} />
      <Instances {...props} />
      <Links {...props} />
    </div>
  );
}

function Facts({ group, detail }: RuleProps): ReactElement {
  const { evaluated, for: wait = 0, keepFiring = 0, labels } = detail;
  const named: readonly [string, string | undefined][] = [
    [words.details.group, group],
    [words.details.for, wait > 0 ? text.macro.span(wait) : undefined],
    [words.details.keepFiring, keepFiring > 0 ? text.macro.span(keepFiring) : undefined],
    [words.details.evaluated, evaluated === undefined ? undefined : exactly(evaluated)],
    [words.details.labels, labelWords(labels)],
  ];
  return (
    <dl className={facts.facts}>
      {named.map(
        ([label, value = '']) =>
          value !== '' && (
            <div key={label} className={facts.fact}>
              <dt>{label}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Links({ name, detail: { links } }: RuleProps): ReactElement | null {
  const { folder, panel } = links;
  if (folder === undefined && panel === undefined) return null;
  return (
    <div className={styles.links}>
      {panel !== undefined && (
        <OutLink href={panel} label={words.details.openPanel(name)}>
          {words.details.panelLink}
        </OutLink>
      )}
      {folder !== undefined && (
        <OutLink href={folder} label={words.details.openFolder(name)}>
          {words.details.folderLink}
        </OutLink>
      )}
    </div>
  );
}
