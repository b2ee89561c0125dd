import Button from '@atlaskit/button/new';
import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import { shortTime } from '../../ui/ago';
import { StateIcon } from '../../ui/state-icon';
import { isFiltered } from '../../wire/alerts';
import type { Problem } from '../../wire/problem';
import { isNarrowed } from '../../wire/query';
import { emptyWords } from '../filter-words';
import { fullNameOf, placeNameOf, type Names } from '../names';
import { current, isStale } from '../ages';
import { isRefusal } from '../refusals';
import { RetryButton } from '../retry-button';
import type { ShapeProps } from '../shapes/shape';
import type { SourceView, View } from '../view';
import { firstDue } from '../waits';
import styles from './sources.module.css';

interface SourceNoteProps extends ShapeProps {
  source: SourceView;
  names: Names;
  onRetry: () => void;
  onMore: () => void;
}

/** SourceNote is one line about a source that failed, was cut, is truncated or is empty. */
export function SourceNote(props: SourceNoteProps): ReactElement | null {
  const { source } = props;
  switch (source.status) {
    case 'failed':
    case 'refused':
      return source.problem ? <Failure {...props} problem={source.problem} /> : null;
    case 'cut':
    case 'unanswered':
      return (
        <Note tone="caution" name={nameIn(props)} aside={<Retry {...props} />}>
          {source.status === 'cut' ? text.macro.cutShort : text.macro.unanswered}
          {asOfWords(props)}
        </Note>
      );
    case 'answered':
      return (
        <>
          {source.header?.missing === true && (
            <Note tone="caution" name={nameIn(props)}>
              {text.macro.rules.missing}
            </Note>
          )}
          <Extent {...props} />
        </>
      );
    default:
      return null;
  }
}

/** Extent is one line about an answer that is truncated or empty. */
function Extent(props: SourceNoteProps): ReactElement | null {
  if (props.source.header?.truncated === true) return <Truncated {...props} />;
  // What is missing explains an answer without rules, unless filters left some out.
  const { items, header } = props.source;
  const isExplained = header?.missing === true && !header.left;
  return items.length === 0 && !isExplained ? <Nothing {...props} /> : null;
}

/** WholeFailure explains the problem of a whole call. */
export function WholeFailure(props: {
  problem: Problem;
  view: View;
  onRetry: () => void;
}): ReactElement {
  const { problem, view, onRetry } = props;
  return (
    <Note
      tone="caution"
      aside={<RetryButton until={firstDue(view)} name={text.macro.title} onRetry={onRetry} />}
    >
      <Words problem={problem} />
    </Note>
  );
}

function Words({ problem }: { problem: Problem }): ReactElement {
  const { message, hint, requestId } = problem;
  return (
    <>
      {[message, hint].filter(Boolean).join(' ')}
      {requestId !== undefined && (
        <span className={styles.request}> {text.macro.requestIdOf(requestId)}</span>
      )}
    </>
  );
}

/** Failure explains a problem. Only where it is no refusal can a reader try again. */
function Failure(props: SourceNoteProps & { problem: Problem }): ReactElement {
  const { problem } = props;
  const isRefused = isRefusal(problem);
  return (
    <Note
      tone={isRefused ? 'neutral' : 'caution'}
      name={nameIn(props)}
      aside={!isRefused && <Retry {...props} />}
    >
      <Words problem={isRefused ? { ...problem, requestId: undefined } : problem} />
      {asOfWords(props)}
    </Note>
  );
}

/** Truncated offers the next page. */
function Truncated(props: SourceNoteProps): ReactElement {
  const { source, onMore } = props;
  const { header, items, more, firing } = source;
  const isAsking = more?.asking === true;
  const older = items.length - current(source).length;
  const firingWords = {
    asking: text.macro.firingAsking,
    whole: text.macro.truncatedFiring,
    failed: text.macro.firingFailed,
  };
  const words = [
    text.macro.truncated(items.length),
    ...(firing === undefined ? [] : [firingWords[firing]]),
    ...(older > 0 ? [text.macro.someOlder(older)] : []),
    ...(more?.asking === false ? [more.problem.message, more.problem.hint ?? ''] : []),
    ...(header?.cursor === undefined ? [text.macro.narrower] : []),
  ];
  return (
    <Note
      tone={firing === 'whole' ? 'neutral' : 'caution'}
      name={nameIn(props)}
      aside={
        header?.cursor !== undefined && (
          <Button spacing="compact" isDisabled={isAsking} onClick={onMore}>
            {isAsking ? text.macro.loadingMore : text.macro.loadMore}
          </Button>
        )
      }
    >
      {words.join(' ')}
    </Note>
  );
}

/**
 * Nothing explains an empty answer by the filters of the request. It is a caution if they left out
 * something that is not well.
 */
function Nothing(props: SourceNoteProps): ReactElement {
  const { query, source, widen } = props;
  const { alerts } = source.asked;
  const isWidenable = alerts ? isFiltered(alerts) : isNarrowed(query);
  return (
    <Note
      tone={isLeftUnwell(source) ? 'caution' : 'neutral'}
      name={nameIn(props)}
      aside={
        isWidenable &&
        widen && (
          <Button spacing="compact" onClick={widen}>
            {text.macro.widen}
          </Button>
        )
      }
    >
      {emptyWords(query, source)}
    </Note>
  );
}

function isLeftUnwell({ header }: SourceView): boolean {
  return header?.left !== undefined && header.left.worst !== 'normal';
}

function Retry(props: SourceNoteProps): ReactElement {
  const { source, names, onRetry } = props;
  return (
    <RetryButton
      key={source.status}
      until={source.notBefore}
      name={fullNameOf(names, source.asked)}
      onRetry={onRetry}
    />
  );
}

/** nameIn names a source among several; a single one needs no name. */
function nameIn({ view, source, names }: SourceNoteProps): string | undefined {
  const { connection } = names;
  if (view.length === 1 && connection !== undefined) return undefined;
  const place = placeNameOf(names, source.asked);
  return connection === undefined && place !== '' ? place : fullNameOf(names, source.asked);
}

/** asOfWords dates the items that a source among several keeps; the verdict dates a single one. */
function asOfWords({ view, source }: SourceNoteProps): string {
  if (view.length === 1 || !isStale(source) || !source.header) return '';
  return ` ${text.macro.keptAsOf(shortTime(source.header.asOf))}`;
}

/** Note is one line with an icon. Screen readers announce it as it appears. */
export function Note(props: {
  tone: 'caution' | 'neutral';
  name?: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const { tone, name, aside } = props;
  return (
    <div className={`${styles.note} ${styles[tone]}`} role={tone === 'caution' ? 'alert' : 'note'}>
      <span className={styles.icon}>
        <StateIcon shape={tone === 'caution' ? 'diamond' : 'hollow'} />
      </span>
      <p className={styles.words}>
        {name !== undefined && (
          <>
            <bdi className={styles.named}>{name}</bdi>:{' '}
          </>
        )}
        {props.children}
      </p>
      {aside !== undefined && aside !== false && <span className={styles.aside}>{aside}</span>}
    </div>
  );
}
