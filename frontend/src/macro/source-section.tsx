import Button from '@atlaskit/button/new';
import type { ReactElement, ReactNode } from 'react';
import { text } from '../text/en';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { placeNameOf, type Names } from './names';
import { current } from './pages';
import { retryMayHelp } from './retry-after';
import { RetryButton } from './retry-button';
import { SourceHeader } from './source-header';
import styles from './source-section.module.css';
import type { SourceView, Status } from './view';

/** SourceSectionProps are one source, its names, and the callback that retries it. */
export interface SourceSectionProps {
  source: SourceView;
  names: Names;
  onRetry: () => void;
  onMore: () => void;
  children?: ReactNode;
}

/** SourceSection shows one source: its names, its age, its problems and its items. */
export function SourceSection(props: SourceSectionProps): ReactElement {
  const { source, names } = props;
  return (
    <div className={styles.section} data-status={source.status}>
      <SourceHeader source={source} names={names} />
      <SourceProblems {...props} />
      {source.status === 'waiting' && source.items.length === 0 && <Skeleton rows={2} />}
      <More {...props} />
      {props.children}
    </div>
  );
}

/**
 * SourceProblems is above the items, so that a reader need not scroll past a hundred of them to see
 * it.
 */
function SourceProblems({ source, names, onRetry }: SourceSectionProps): ReactElement | null {
  const { status, problem } = source;
  const name = [names.connection ?? text.macro.nameless, placeNameOf(names, source.asked)].join(
    ', ',
  );
  const retry = <RetryButton key={status} problem={problem} name={name} onRetry={onRetry} />;
  if (isRefusal(status) && problem) {
    return (
      <ProblemPanel problem={problem} tone="caution">
        {retryMayHelp(problem) ? retry : undefined}
      </ProblemPanel>
    );
  }
  if (status !== 'cut' && status !== 'unanswered') return null;
  return (
    <Message tone="caution">
      <p>{status === 'cut' ? text.macro.cutShort : text.macro.unanswered}</p>
      <div>{retry}</div>
    </Message>
  );
}

function More({ source, onMore }: SourceSectionProps): ReactElement | null {
  const { header, items, status, more } = source;
  if (header?.truncated !== true || (status !== 'answered' && status !== 'cut')) return null;
  const asking = more?.asking === true;
  const older = items.length - current(source).length;
  return (
    <Message tone="caution">
      <p>{text.macro.truncated(items.length)}</p>
      {older > 0 && <p>{text.macro.someOlder(older)}</p>}
      {more?.asking === false && <p>{[more.problem.message, more.problem.hint].join(' ')}</p>}
      {header.cursor === undefined ? (
        <p>{text.macro.narrower}</p>
      ) : (
        <div>
          <Button spacing="compact" isDisabled={asking} onClick={onMore}>
            {asking ? text.macro.loadingMore : text.macro.loadMore}
          </Button>
        </div>
      )}
    </Message>
  );
}

/** isOver reports whether the answer of a source has ended. */
export function isOver(status: Status): boolean {
  return status === 'answered' || status === 'cut';
}

function isRefusal(status: Status): boolean {
  return status === 'failed' || status === 'refused';
}
