import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import type { MacroConfig } from '../wire/macro-config';
import { AlarmTable } from './alarm-table';
import { choose } from './chosen';
import type { SourceView, Status } from './model';
import type { Names } from './names';
import { SourceHeader } from './source-header';
import styles from './source-section.module.css';

/** SourceSectionProps are one source, what it is called, and what the author chose to see of it. */
export interface SourceSectionProps {
  source: SourceView;
  names: Names;
  config: MacroConfig;
}

/** SourceSection shows one source: whose alarms, as of when, everything that is missing, and the alarms. */
export function SourceSection(props: SourceSectionProps): ReactElement {
  const { source, names, config } = props;
  const { shown, hidden } = choose(source.alarms, config.states);
  const name = names.connection ?? text.macro.nameless;
  const caption = text.macro.caption(name, names.region ?? source.asked.region);
  return (
    <div className={styles.section} data-status={source.status}>
      <SourceHeader source={source} names={names} />
      {isRefusal(source.status) && source.problem && <ProblemPanel problem={source.problem} tone="caution" />}
      {source.status === 'unanswered' && <Message tone="caution">{text.macro.unanswered}</Message>}
      {source.status === 'waiting' && source.alarms.length === 0 && <Skeleton rows={2} />}
      <Warnings source={source} />
      {shown.length > 0 && <AlarmTable alarms={shown} caption={caption} />}
      <Remarks source={source} shown={shown.length} hidden={hidden} prefix={config.namePrefix} />
    </div>
  );
}

/** Warnings stand above the alarms: below a hundred of them nobody would learn that there are more. */
function Warnings(props: { source: SourceView }): ReactElement | null {
  const { status, header, alarms } = props.source;
  if (!isOver(status)) return null;
  return (
    <>
      {header?.truncated === true && <Message tone="caution">{text.macro.truncated(alarms.length)}</Message>}
      {status === 'cut' && <Message tone="caution">{text.macro.cutShort}</Message>}
    </>
  );
}

function Remarks(props: {
  source: SourceView;
  shown: number;
  hidden: number;
  prefix: string;
}): ReactElement | null {
  const { source, shown, hidden, prefix } = props;
  if (!isOver(source.status)) return null;
  if (shown > 0) return hidden > 0 ? <p className="quiet">{text.macro.hidden(hidden)}</p> : null;
  if (hidden > 0) return <p className={styles.none}>{text.macro.allHidden(hidden)}</p>;
  if (source.status === 'cut') return null;
  return <p className={styles.none}>{prefix === '' ? text.macro.noneHere : text.macro.noneMatch(prefix)}</p>;
}

function isOver(status: Status): boolean {
  return status === 'answered' || status === 'cut';
}

function isRefusal(status: Status): boolean {
  return status === 'failed' || status === 'refused';
}
