import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import type { MacroConfig } from '../wire/macro-config';
import { AlarmTable } from './alarm-table';
import type { SourceView, Status } from './model';
import { choose } from './chosen';
import { SourceHeader } from './source-header';
import styles from './source-section.module.css';

/** SourceSection shows one source: whose alarms, as of when, the alarms, and everything that is missing. */
export function SourceSection(props: { source: SourceView; config: MacroConfig }): ReactElement {
  const { source, config } = props;
  const { shown, hidden } = choose(source.alarms, config.states);
  return (
    <div className={styles.section} data-status={source.status}>
      <SourceHeader source={source} />
      {isRefusal(source.status) && source.problem && <ProblemPanel problem={source.problem} />}
      {source.status === 'unanswered' && <Message tone="caution">{text.macro.unanswered}</Message>}
      {source.status === 'waiting' && source.alarms.length === 0 && <Skeleton rows={2} />}
      {shown.length > 0 && <AlarmTable alarms={shown} caption={captionOf(source)} />}
      <Remarks source={source} shown={shown.length} hidden={hidden} prefix={config.namePrefix} />
    </div>
  );
}

function Remarks(props: {
  source: SourceView;
  shown: number;
  hidden: number;
  prefix: string;
}): ReactElement | null {
  const { source, shown, hidden, prefix } = props;
  if (source.status !== 'answered' && source.status !== 'cut') return null;
  const cut = source.status === 'cut';
  return (
    <>
      {source.header?.truncated === true && (
        <Message tone="caution">{text.macro.truncated(source.alarms.length)}</Message>
      )}
      {cut && <Message tone="caution">{text.macro.cutShort}</Message>}
      {hidden > 0 && (
        <p className="quiet">{shown > 0 ? text.macro.hidden(hidden) : text.macro.allHidden(hidden)}</p>
      )}
      {!cut && shown + hidden === 0 && (
        <p className={styles.none}>{prefix === '' ? text.macro.noneHere : text.macro.noneMatch(prefix)}</p>
      )}
    </>
  );
}

function isRefusal(status: Status): boolean {
  return status === 'failed' || status === 'refused';
}

function captionOf(source: SourceView): string {
  return text.macro.caption(source.header?.name ?? text.macro.nameless, source.asked.region);
}
