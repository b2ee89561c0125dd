import { Fragment, type ReactElement } from 'react';
import { text } from '../../text/en';
import { RelativeTime } from '../../ui/relative-time';
import { callFailure } from '../model';
import { accountOf, namesOf, placeNameOf, type Names } from '../names';
import type { ShapeProps } from '../shapes/shape';
import type { SourceView } from '../view';
import styles from './sources.module.css';
import { SourceNote, WholeFailure } from './source-note';

/**
 * SourceLines name the sources of a view: one line for those that are well, and one for each that is
 * not. A call that failed as a whole is one line too.
 */
export function SourceLines(props: ShapeProps): ReactElement {
  const { view, config, liveView } = props;
  const [only] = view;
  const failure = callFailure(view);
  const named = view.map((source) => ({
    source,
    names: namesOf(view, source.asked, config.names),
  }));
  return (
    <>
      {only && view.length === 1 ? (
        <p className={styles.line}>
          {named.map((it) => (
            <SourceName key="only" {...it} />
          ))}
        </p>
      ) : (
        <Summary named={named} />
      )}
      {failure && <WholeFailure problem={failure} view={view} onRetry={liveView.refresh} />}
      {(failure ? [] : named).map((it, index) => (
        <SourceNote
          key={index}
          {...it}
          {...props}
          onRetry={() => liveView.retry(index)}
          onMore={() => liveView.more(index)}
        />
      ))}
    </>
  );
}

interface Named {
  source: SourceView;
  names: Names;
}

/** SourceName is a source's connection, place and account. It is empty until a name has arrived. */
function SourceName({ source, names }: Named): ReactElement {
  const account = accountOf(source);
  const parts = [
    ...(names.connection === undefined ? [] : [names.connection]),
    ...(source.status === 'waiting' && names.place === undefined
      ? []
      : [placeNameOf(names, source.asked)].filter((it) => it !== '')),
  ];
  return (
    <span className={styles.name}>
      <span className={styles.where}>
        {parts.map((part, index) => (
          <Fragment key={index}>
            {index > 0 && <Dot />}
            <bdi>{part}</bdi>
          </Fragment>
        ))}
      </span>
      {account !== undefined && (
        <span className={styles.account}>
          {parts.length > 0 && <Dot />}
          <bdi>{text.macro.accountId(account)}</bdi>
        </span>
      )}
    </span>
  );
}

function Dot(): ReactElement {
  return (
    <>
      <span aria-hidden="true"> · </span>
      <span className="visually-hidden">, </span>
    </>
  );
}

/** Summary counts the sources that answered, and unfolds to all of them. */
function Summary({ named }: { named: readonly Named[] }): ReactElement {
  const answered = named.filter(({ source }) => source.status === 'answered').length;
  const words =
    answered === named.length
      ? text.macro.answered(answered)
      : text.macro.notAll(answered, named.length);
  return (
    <details className={styles.summary}>
      <summary>{words}</summary>
      <ul className={styles.list} aria-label={text.macro.sourcesOf}>
        {named.map((it, index) => (
          <li key={index}>
            <SourceName {...it} />
            {it.source.header && (
              <span className={styles.fact}>
                {text.macro.alarms(it.source.items.length)},{' '}
                <RelativeTime at={it.source.header.asOf} everyMs={1000} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
