import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { isFiltered } from '../../wire/alerts';
import { isNarrowed } from '../../wire/query';
import { current } from '../ages';
import { emptyWords } from '../filter-words';
import type { ShapeProps } from '../shapes/shape';
import type { SourceView } from '../view';
import { Note } from './note';

/** ExtentProps are an answered source, and its name among several. */
export interface ExtentProps extends ShapeProps {
  source: SourceView;
  name: string | undefined;
  onMore: () => void;
}

/** Extent is one line about an answer that is truncated or empty. */
export function Extent(props: ExtentProps): ReactElement | null {
  if (props.source.header?.truncated === true) return <Truncated {...props} />;
  // What is missing explains an answer without rules, unless filters left some out.
  const { items, header } = props.source;
  const isExplained = header?.missing === true && !header.left;
  return items.length === 0 && !isExplained ? <Nothing {...props} /> : null;
}

/** Truncated offers the next page. */
function Truncated(props: ExtentProps): ReactElement {
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
    ...(header?.cursor === undefined ? [moreBy(source)] : []),
  ];
  return (
    <Note
      tone={firing === 'whole' ? 'neutral' : 'caution'}
      name={props.name}
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

/** moreBy says how the author gets the others: a limit of the macro may be what leaves them out. */
function moreBy({ asked, items }: SourceView): string {
  const { limit } = asked.alerts ?? {};
  const isOwn = limit !== undefined && items.length >= limit;
  return isOwn ? text.macro.rules.limited(limit) : text.macro.narrower;
}

/**
 * Nothing explains an empty answer by the filters of the request. It is a caution if they left out
 * something that is not well.
 */
function Nothing(props: ExtentProps): ReactElement {
  const { query, source, widen } = props;
  const { alerts } = source.asked;
  const isWidenable = alerts ? isFiltered(alerts) : isNarrowed(query);
  return (
    <Note
      tone={isLeftUnwell(source) ? 'caution' : 'neutral'}
      name={props.name}
      aside={isWidenable && widen && <Widen onPress={widen} />}
    >
      {emptyWords(query, source)}
    </Note>
  );
}

/** AlsoLeft counts what the filters of a source left out beside the rules that came. */
export function AlsoLeft(props: ExtentProps): ReactElement | null {
  const { source, widen } = props;
  const { left } = source.header ?? {};
  if (left === undefined || left.count === 0 || source.items.length === 0) return null;
  const words = text.macro.rules.alsoLeft(left.count, left.worst);
  return (
    <Note
      tone={isLeftUnwell(source) ? 'caution' : 'neutral'}
      name={props.name}
      aside={widen && <Widen onPress={widen} />}
    >
      {words}
    </Note>
  );
}

function Widen({ onPress }: { onPress: () => void }): ReactElement {
  return (
    <Button spacing="compact" onClick={onPress}>
      {text.macro.widen}
    </Button>
  );
}

function isLeftUnwell({ header }: SourceView): boolean {
  return header?.left !== undefined && header.left.worst !== 'normal';
}
