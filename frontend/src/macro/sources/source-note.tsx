import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { shortTime } from '../../ui/ago';
import type { Problem } from '../../wire/problem';
import { fullNameOf, placeNameOf, type Names } from '../names';
import { isStale } from '../ages';
import { isRefusal } from '../refusals';
import { RetryButton } from '../retry-button';
import type { ShapeProps } from '../shapes/shape';
import type { SourceView, View } from '../view';
import { firstDue } from '../waits';
import { AlsoLeft, Extent } from './extent';
import { Note } from './note';
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
          <Extent {...props} name={nameIn(props)} />
          <AlsoLeft {...props} name={nameIn(props)} />
        </>
      );
    default:
      return null;
  }
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
