import type { ReactElement } from 'react';
import styles from './facts.module.css';

/** Facts is a list of labelled texts. It leaves out those that are undefined. */
export function Facts(props: {
  facts: readonly (readonly [label: string, value: string | undefined])[];
}): ReactElement {
  return (
    <dl className={styles.facts}>
      {props.facts.map(
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
  );
}
